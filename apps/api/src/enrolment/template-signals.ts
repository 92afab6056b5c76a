import type { ConsentKind } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** What happens to templates, for whoever holds an opened one in memory. Published after commit. */
@Injectable()
export class TemplateSignals {
  /** Consent withdrawn, enrolment reset, portrait refused: nobody compares with it any more. */
  readonly destroyed$ = new Subject<{ userId: string }>();
  /** A template was made, or moved to today's pipeline. */
  readonly enrolled$ = new Subject<{ userId: string }>();
  /** The photos of somebody without an account were imported, or deleted; `userId` is the imported person's. */
  readonly imported$ = new Subject<{ userId: string }>();
  /** A consent was given or withdrawn: the template may be used for more, or for less. */
  readonly consented$ = new Subject<{ userId: string; kind: ConsentKind }>();
}
