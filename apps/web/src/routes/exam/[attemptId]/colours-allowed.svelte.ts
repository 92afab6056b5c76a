/** Two changes of colour are never closer together, whatever the network makes of them. */
const COLOUR_MS = 1000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The person's word that soft colours may begin, and how fast they may change. */
export class ColoursAllowed {
  #given = $state(false);
  #changedAt = -Infinity;

  get given() {
    return this.#given;
  }

  give(): void {
    this.#given = true;
  }

  /** Asked anew each time that colours are about to begin. */
  takeBack(): void {
    this.#given = false;
  }

  /** Waits for the word, as long as it is still waited for. */
  async awaited(stillWaits: () => boolean): Promise<void> {
    while (!this.#given && stillWaits()) await pause(100);
  }

  /** A colour stays for its second, though the answer with the next one came sooner. */
  async mayChange(): Promise<void> {
    await pause(Math.max(0, COLOUR_MS - (performance.now() - this.#changedAt)));
    this.#changedAt = performance.now();
  }
}
