import type { MonitorAlert } from '@invigil/shared';
import type { MonitorAlertRow } from './monitor-alert.entity.js';

type Shown = Pick<MonitorAlertRow, 'id' | 'at' | 'faces' | 'seenAt' | 'expiresAt'>;

/** An alert as the page gets it: nothing of its key and its object. Pure. */
export const toAlert = ({ id, at, faces, seenAt, expiresAt }: Shown): MonitorAlert => ({
  id,
  at: at.toISOString(),
  faces,
  seenAt: seenAt?.toISOString() ?? null,
  expiresAt: expiresAt.toISOString(),
});
