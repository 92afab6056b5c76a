import { explainCameraError, problemOf } from './camera-problem.ts';
import { NextPicture, type Shown } from './next-picture.ts';

const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 15 }, facingMode: 'user' },
};

/**
 * The picture that a video shows now. Its count alone runs ahead: a busy browser counts a picture that it does not show yet, and would give the last one
 * again. The picture's own time does not; where there is no `VideoFrame`, the count has to do.
 */
function shownBy(video: HTMLVideoElement): Shown & { source: ImageBitmapSource } {
  const count = video.getVideoPlaybackQuality().totalVideoFrames;
  if (!('VideoFrame' in window)) return { source: video, marks: [count], close: () => undefined };
  const source = new VideoFrame(video);
  return { source, marks: [count, source.timestamp], close: () => source.close() };
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
