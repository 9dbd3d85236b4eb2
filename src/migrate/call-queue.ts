import { OrmError } from "../errors/orm-error";

/** Runs calls one after the other; remembers a failure that nobody waited for. */
export class CallQueue {
  #tail: Promise<unknown> = Promise.resolve();
  #unobserved: { readonly error: unknown } | undefined;
  #hasEnded = false;
  #count = 0;
  readonly #isOuterOver: () => boolean;

  /** @param isOuterOver whether the queue that this one is a call of takes no more. */
  constructor(isOuterOver: () => boolean) {
    this.#isOuterOver = isOuterOver;
  }

  get hasEnded(): boolean {
    return this.#hasEnded || this.#isOuterOver();
  }

  /** How many calls there were. */
  get count(): number {
    return this.#count;
  }

  add<T>(call: () => Promise<T>): Promise<T> {
    // A plain rejection: nobody drains any more, so a call that is not awaited must not fail in silence.
    if (this.hasEnded) return Promise.reject(hasEnded());
    this.#count += 1;
    const run = this.#tail.then(() => {
      if (this.hasEnded) throw hasEnded();
      if (this.#unobserved !== undefined) throw this.#unobserved.error;
      return call();
    });
    let isObserved = false;
    this.#tail = run.then(
      () => undefined,
      (error: unknown) => {
        if (!isObserved) this.#unobserved ??= { error };
      },
    );
    return observable(run, () => {
      isObserved = true;
    });
  }

  async drain(): Promise<void> {
    let seen: Promise<unknown> | undefined;
    while (seen !== this.#tail) {
      seen = this.#tail;
      await seen;
    }
    if (this.#unobserved !== undefined) throw this.#unobserved.error;
  }

  close(): void {
    this.#hasEnded = true;
  }

  async end(): Promise<void> {
    this.close();
    await this.#tail;
  }
}

function hasEnded(): OrmError {
  return new OrmError("REVISION.ENDED", "op was called after the revision had ended", {
    hint: "Await what the revision does: a timer, or a promise that nobody waits for, comes too late for its transaction.",
  });
}

/** The same promise, which tells when somebody waits for it. */
function observable<T>(promise: Promise<T>, onObserve: () => void): Promise<T> {
  const then: Promise<T>["then"] = (onFulfilled, onRejected) => {
    onObserve();
    return promise.then(onFulfilled, onRejected);
  };
  return {
    then,
    catch: (onRejected) => then(undefined, onRejected),
    finally: (onFinally) => {
      onObserve();
      return promise.finally(onFinally);
    },
    [Symbol.toStringTag]: "Promise",
  };
}
