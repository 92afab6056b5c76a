import type { WireError } from '@invigil/shared';

/** A call that the server refused, or did not answer (`code` is null). The message tells a person what to do next. */
export class WireFault extends Error {
  readonly code: WireError['code'] | null;
  readonly expectedSeq: number | undefined;

  constructor(error: WireError | null) {
    super(error?.message ?? 'The server does not answer. Check your connection; we go on trying.');
    this.name = 'WireFault';
    this.code = error?.code ?? null;
    this.expectedSeq = error?.expectedSeq;
  }
}
