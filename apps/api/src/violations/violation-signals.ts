import { Injectable } from '@nestjs/common';
import type { ViolationView } from '@invigil/shared';
import { Subject } from 'rxjs';

/** Violations as they change, published after commit; whoever shows them subscribes. */
@Injectable()
export class ViolationSignals {
  readonly changed$ = new Subject<ViolationView>();
}
