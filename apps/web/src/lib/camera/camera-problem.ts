export type CameraProblemKind = 'insecure' | 'unsupported' | 'masked' | 'denied' | 'absent' | 'in_use' | 'ended' | 'still' | 'unknown';

/** Why there is no picture, and what the person can do about it. */
export class CameraProblem extends Error {
  constructor(
    readonly kind: CameraProblemKind,
    readonly title: string,
    message: string,
  ) {
    super(message);
    this.name = 'CameraProblem';
  }
}

const PROBLEMS: Record<CameraProblemKind, [title: string, message: string]> = {
  insecure: [
    "The camera can't be used at this address",
    'Browsers allow the camera only on HTTPS or on localhost. Ask whoever runs this server for its HTTPS address.',
  ],
  unsupported: ['This browser has no camera support', 'Open this page in a current Chrome, Edge, Firefox or Safari.'],
  masked: [
    'Your browser hides the camera picture from this page',
    'It gives noise instead, to keep pages from recognising you. Use another browser, or switch this protection (resistFingerprinting) off for this site, then load this page again.',
  ],
  denied: [
    'The camera is blocked',
    "Click the camera or lock symbol beside the address, allow the camera for this site, then try again. If it stays blocked, look in your computer's privacy settings whether the browser may use the camera.",
  ],
  absent: [
    'No camera was found',
    'Plug a camera in, or switch on the one built in (some laptops have a key or a slider for it), then try again.',
  ],
  in_use: ['Another program uses the camera', 'Close other programs that use the camera, such as video calls, then try again.'],
  ended: ['The camera has stopped', 'Check its cable and that no other program took it, then switch it on again.'],
  still: [
    'The camera picture stands still',
    'Come back to this page and keep it in view. If the picture stays as it is, unplug the camera and plug it in again, or reload this page.',
  ],
  unknown: ['The camera did not start', 'Unplug it and plug it in again, or start the browser anew, then try again.'],
};
const BY_NAME: Record<string, CameraProblemKind> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'absent',
  OverconstrainedError: 'absent',
  DevicesNotFoundError: 'absent',
  NotReadableError: 'in_use',
  TrackStartError: 'in_use',
  AbortError: 'in_use',
};

export const problemOf = (kind: CameraProblemKind): CameraProblem => new CameraProblem(kind, ...PROBLEMS[kind]);

/** What `getUserMedia` threw, in words that help. */
export function explainCameraError(error: unknown): CameraProblem {
  if (error instanceof CameraProblem) return error;
  return problemOf((error instanceof Error ? BY_NAME[error.name] : undefined) ?? 'unknown');
}
