import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** What happens to accounts as a whole, for whoever keeps something about people in memory. Published after commit. */
@Injectable()
export class AccountSignals {
  /** Set inactive, or active again. */
  readonly activity$ = new Subject<{ userId: string; active: boolean }>();
}
