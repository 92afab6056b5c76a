import { createSubscriber } from 'svelte/reactivity';

const tick = createSubscriber((update) => {
  const timer = setInterval(update, 1000);
  return () => clearInterval(timer);
});

/** The time in ms; whoever reads it in a template is drawn again each second. One timer serves all of them, and none runs unread. */
export function liveNow(): number {
  tick();
  return Date.now();
}
