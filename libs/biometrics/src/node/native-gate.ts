/** What code calls before and after it goes into a native library. */
export interface NativeCalls {
  enter(): void;
  leave(): void;
}

/** How often the holder looks whether everybody has left, in milliseconds. */
const LOOK_EVERY = 2;
/** A worker that died inside never comes out: after this many milliseconds it is not waited for. */
const PATIENCE = 10_000;
const INSIDE = 0;
const CLOSED = 1;

/**
 * A gate before native code, shared by threads. A worker that is ended while it is inside onnxruntime takes the whole process with it (the library's way back into a JavaScript that is no more ends in abort()),
 * so whoever ends workers closes the gate first: nobody goes in, and those inside come out.
 */
export class NativeGate implements NativeCalls {
  /** Hand it to the workers. */
  readonly memory: SharedArrayBuffer;
  private readonly state: Int32Array;
  private holders = 0;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(8)) {
    this.memory = memory;
    this.state = new Int32Array(memory);
  }

  /** Called on a worker: waits, blocking its thread, while the gate is closed. */
  enter(): void {
    for (;;) {
      Atomics.wait(this.state, CLOSED, 1);
      Atomics.add(this.state, INSIDE, 1);
      // whoever closed the gate in between has either seen this worker inside, or is seen here
      if (Atomics.load(this.state, CLOSED) === 0) return;
      Atomics.sub(this.state, INSIDE, 1);
    }
  }

  leave(): void {
    Atomics.sub(this.state, INSIDE, 1);
  }

  /** Resolves when nobody is inside; nobody goes in before `open` has been called as often as `close`. */
  async close(patience = PATIENCE): Promise<void> {
    this.holders += 1;
    Atomics.store(this.state, CLOSED, 1);
    const end = performance.now() + patience;
    while (Atomics.load(this.state, INSIDE) > 0 && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }

  open(): void {
    this.holders -= 1;
    if (this.holders > 0) return;
    Atomics.store(this.state, CLOSED, 0);
    Atomics.notify(this.state, CLOSED);
  }
}

/** Runs a step inside a native library, where the thread must not be ended. Without a gate nobody ends it. */
export async function insideNative<T>(gate: NativeCalls | undefined, step: () => Promise<T>): Promise<T> {
  gate?.enter();
  try {
    return await step();
  } finally {
    gate?.leave();
  }
}
