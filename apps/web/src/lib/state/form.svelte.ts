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

  /** For `onsubmit`: `(event) => form.submit(event, values)`. The first wrong field gets the focus. */
  async submit(event: SubmitEvent, values: unknown): Promise<void> {
    event.preventDefault();
    if (this.#busy) return;
    const { data, errors } = validate(this.schema, values);
    this.#errors = errors ?? {};
    this.#refusal = null;
    if (errors) {
      await tick();
      (event.target as HTMLFormElement | null)?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    this.#busy = true;
    try {
      await this.send(data);
    } catch (error) {
      this.#refusal = error;
    } finally {
      this.#busy = false;
    }
  }
}
