import { explainCameraError, problemOf } from './camera-problem.ts';
import { NextPicture } from './next-picture.ts';

const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 15 }, facingMode: 'user' },
};

/** An open camera. Pictures are taken from a video of its own, so that folding the self view away changes nothing. */
export class Camera {
  readonly stream: MediaStream;
  readonly #video: HTMLVideoElement;
  readonly #next: NextPicture;

  private constructor(stream: MediaStream, video: HTMLVideoElement) {
    this.stream = stream;
    this.#video = video;
    this.#next = new NextPicture(() => video.getVideoPlaybackQuality().totalVideoFrames);
  }

  /**
   * Asks for the camera and waits for its first picture.
   * @param onEnded the camera stopped by itself: unplugged, or the permission was taken back
   * @throws CameraProblem, whose message says what to do
   */
  static async open(onEnded: () => void): Promise<Camera> {
    if (!window.isSecureContext) throw problemOf('insecure');
    if (!('mediaDevices' in navigator)) throw problemOf('unsupported');
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

  /**
   * The picture of this moment, not mirrored, and never one that was given before.
   * @throws CameraProblem `ended`, or `still` when no new picture comes
   */
  async grab(): Promise<ImageBitmap> {
    if (!this.live) throw problemOf('ended');
    return this.#next.take(() => createImageBitmap(this.#video));
  }

  stop(): void {
    for (const track of this.stream.getTracks()) track.stop();
    this.#video.srcObject = null;
  }
}
