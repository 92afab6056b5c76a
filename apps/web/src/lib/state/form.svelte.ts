import { tick } from 'svelte';
import type { z } from 'zod';
import { validate, type FieldErrors } from '../validate.ts';

/** A form on its way to the server: checks it, sends it once, and keeps what was refused and why. */
export class Form<T extends z.ZodType> {
  #errors = $state<FieldErrors>({});
  #refusal = $state.raw<unknown>(null);
  #busy = $state(false);

  constructor(
    private readonly schema: T,
    private readonly send: (data: z.output<T>) => Promise<void>,
  ) {}

  get errors(): FieldErrors {
    return this.#errors;
  }
  /** What the server, or the way to it, said. */
  get refusal(): unknown {
    return this.#refusal;
  }
  get busy(): boolean {
    return this.#busy;
  }

  /**
   * For `onsubmit`. The first wrong field gets the focus.
   * @param values what the fields hold, to be checked with the schema
   * @param element where to look for that field
   * @returns true when the server took it
   */
  async submit(event: SubmitEvent, values: unknown, element = event.target as HTMLFormElement | null | undefined): Promise<boolean> {
    event.preventDefault();
    if (this.#busy) return false;
    const { data, errors } = validate(this.schema, values);
    this.#errors = errors ?? {};
    this.#refusal = null;
    if (!errors) return this.run(() => this.send(data));
    await tick();
    element?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    return false;
  }

  /** Does something else with the same care: once at a time, and what was refused stands in the form. */
  async run(task: () => Promise<unknown>): Promise<boolean> {
    this.#busy = true;
    this.#refusal = null;
    try {
      await task();
      return true;
    } catch (error) {
      this.#refusal = error;
      return false;
    } finally {
      this.#busy = false;
    }
  }
}
