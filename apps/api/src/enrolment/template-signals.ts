import type { ConsentKind } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** What happens to templates, for whoever holds an opened one in memory. Published after commit, and but for `changed$` and `missed$` by the process that did it. */
@Injectable()
export class TemplateSignals {
  /** Consent withdrawn, enrolment reset, portrait refused: nobody compares with it any more. */
  readonly destroyed$ = new Subject<{ userId: string }>();
  /** A template was made, or moved to today's pipeline. */
  readonly enrolled$ = new Subject<{ userId: string }>();
  /** The photos of somebody without an account were imported, or deleted; `userId` is the imported person's. */
  readonly imported$ = new Subject<{ userId: string }>();
  /** Who may be found by their face has changed, in whichever process; `userId` may be an imported person's. */
  readonly changed$ = new Subject<{ userId: string }>();
  /** Changes of other processes may have been missed for a while: everybody is to be read anew. */
  readonly missed$ = new Subject<void>();
  /** A consent was given or withdrawn: the template may be used for more, or for less. */
  readonly consented$ = new Subject<{ userId: string; kind: ConsentKind }>();
}
