// face-api's weights as ONNX files. No package is run to do it: weights are read from their files, and the nets rebuilt layer by layer.
import { faceLandmark68 } from './face-landmark-68.mjs';
import { faceRecognition } from './face-recognition.mjs';
import { readWeights } from './read-weights.mjs';
import { ssdMobilenetV1 } from './ssd-mobilenet-v1.mjs';
import { tinyFaceDetector } from './tiny-face-detector.mjs';

const NETS = {
  tiny_face_detector: tinyFaceDetector,
  face_landmark_68: faceLandmark68,
  face_recognition: faceRecognition,
  ssd_mobilenetv1: ssdMobilenetV1,
};

/** Names of the nets, as in the names of their files. */
export const NET_NAMES = Object.keys(NETS);

/**
 * One net as the bytes of an ONNX file: the same weights give the same bytes on every machine.
 * @param {string} net one of `NET_NAMES`
 * @param {string} folder with the weights of that net
 * @returns {Promise<Uint8Array>}
 */
export async function convertNet(net, folder) {
  return NETS[net](await readWeights(folder, net));
}
