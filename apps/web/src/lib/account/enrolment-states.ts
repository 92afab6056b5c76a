import type { TemplateState } from '@invigil/shared';
import Camera from '@lucide/svelte/icons/camera';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';

/** How an enrolment stands, for its owner (`text`) and in lists (`word`). */
export const ENROLMENT_STATES = {
  none: {
    tone: 'neutral',
    icon: CircleDashed,
    word: 'Not enrolled',
    text: 'You have not set up the face check. You need it once, before your first exam.',
  },
  unverified: {
    tone: 'look',
    icon: TriangleAlert,
    word: 'Unverified',
    text: 'Only numbers were sent and no pictures, so the server could not check them. Ask an administrator to reset your enrolment, then set it up again.',
  },
  captured: {
    tone: 'ok',
    icon: Camera,
    word: 'Enrolled',
    text: 'You are ready for exams. Staff may still compare your portrait; you need do nothing.',
  },
  approved: { tone: 'ok', icon: CircleCheck, word: 'Approved', text: 'You are ready for exams, and staff have compared your portrait.' },
} as const satisfies Record<TemplateState | 'none', unknown>;
