/** The statements that a connection keeps prepared: those used least recently go first. */
export class StatementCache<T> {
  readonly #entries = new Map<string, T>();
  readonly #limit: number;
  readonly #dispose: (entry: T) => void;

  constructor(limit: number, dispose: (entry: T) => void = () => undefined) {
    this.#limit = limit;
    this.#dispose = dispose;
  }

  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  set(key: string, entry: T): void {
    this.#entries.set(key, entry);
    if (this.#entries.size <= this.#limit) return;
    const [oldest, evicted] = this.#entries.entries().next().value!;
    this.#entries.delete(oldest);
    this.#dispose(evicted);
  }

  clear(): void {
    for (const entry of this.#entries.values()) this.#dispose(entry);
    this.#entries.clear();
  }
}
