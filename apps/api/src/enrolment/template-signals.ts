import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** What happens to templates, for whoever holds an opened one in memory. Published after commit. */
@Injectable()
export class TemplateSignals {
  /** Consent withdrawn, enrolment reset, portrait refused: nobody compares with it any more. */
  readonly destroyed$ = new Subject<{ userId: string }>();
}
