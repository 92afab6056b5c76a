import { explainCameraError, problemOf } from './camera-problem.ts';
import { NextPicture, type Shown } from './next-picture.ts';
import { pixelMark } from './pixel-mark.ts';
import { canvasIsTrue } from './true-canvas.ts';

const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 15 }, facingMode: 'user' },
};

type Look = Shown & { source: ImageBitmapSource };

/** The picture as it stands, told from others by its pixels. */
function byPixels(video: HTMLVideoElement): Look {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return { source: video, marks: [], close: () => undefined };
  context.drawImage(video, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return { source: canvas, marks: [pixelMark(data)], close: () => undefined };
}

/**
 * The picture that a video shows now. Its count alone runs ahead: a busy browser counts a picture that it does not show yet, and would give the last one
 * again. The picture's own time does not. Firefox counts no picture of a camera and gives for each the time of the video, in whole seconds where
 * microseconds belong: waiting for that one to change would let one picture a second through. There, as where there is no `VideoFrame`, the pixels tell.
 */
function shownBy(video: HTMLVideoElement): Look {
  if (!('VideoFrame' in window)) return byPixels(video);
  const source = new VideoFrame(video);
  // a microsecond a second is no picture's own time
  if (source.timestamp <= video.currentTime) {
    source.close();
    return byPixels(video);
  }
  return { source, marks: [video.getVideoPlaybackQuality().totalVideoFrames, source.timestamp], close: () => source.close() };
}

/** An open camera. Pictures are taken from a video of its own, so that folding the self view away changes nothing. */
export class Camera {
  readonly stream: MediaStream;
  readonly #video: HTMLVideoElement;
  readonly #next = new NextPicture();

  private constructor(stream: MediaStream, video: HTMLVideoElement) {
    this.stream = stream;
    this.#video = video;
  }

  /**
   * Asks for the camera and waits for its first picture.
   * @param onEnded the camera stopped by itself: unplugged, or the permission was taken back
   * @throws CameraProblem, whose message says what to do
   */
  static async open(onEnded: () => void): Promise<Camera> {
    if (!window.isSecureContext) throw problemOf('insecure');
    if (!('mediaDevices' in navigator)) throw problemOf('unsupported');
    if (!canvasIsTrue()) throw problemOf('masked');
    try {
      const stream = await navigator.mediaDevices.getUserMedia(WANTED);
      for (const track of stream.getVideoTracks()) track.addEventListener('ended', onEnded);
      const video = document.createElement('video');
      Object.assign(video, { srcObject: stream, muted: true, playsInline: true });
      await video.play();
      return new Camera(stream, video);
    } catch (error) {
      throw explainCameraError(error);
    }
  }

  get live(): boolean {
    return this.stream.getVideoTracks().some(({ readyState }) => readyState === 'live');
  }

  /** The system, or a switch on the camera, holds the picture back. */
  get muted(): boolean {
    return this.stream.getVideoTracks().some(({ muted }) => muted);
  }

  /**
   * The picture of this moment, not mirrored, and never one that was given before.
   * @throws CameraProblem `ended`, or `still` when no new picture comes
   */
  async grab(): Promise<ImageBitmap> {
    if (!this.live) throw problemOf('ended');
    const shown = await this.#next.take(() => shownBy(this.#video));
    try {
      return await createImageBitmap(shown.source);
    } finally {
      shown.close();
    }
  }

  stop(): void {
    for (const track of this.stream.getTracks()) track.stop();
    this.#video.srcObject = null;
  }
}
