import type { CoreKind, CoreOperations, Operation } from "../operations/operation";
import type { ProcessRevision, RevisionContext } from "./revision-directive";

/** What a {@link Rewriter} knows of an operation. */
export interface RewriteContext extends RevisionContext {
  readonly direction: "upgrade" | "downgrade";
}

/** Gives what takes the place of an operation: one, several, or none. */
export type Rewrite<K extends CoreKind = CoreKind> = (
  operation: CoreOperations[K],
  context: RewriteContext,
) => Operation | readonly Operation[];

/**
 * Rewrites the operations of new revisions by their kinds, those inside of `autocommit` too. What a function gives is not handed to the same
 * rewriter again; one that is chained gets all of it. A downgrade that nobody set follows the new upgrade.
 *
 * @example
 * const rewriter = new Rewriter()
 *   .on("dropTable", () => []) // tables are dropped by hand
 *   .on("createIndex", (operation) => ({ ...operation, concurrently: true }));
 * export default defineConfig({ dataSource, migrations: { processRevision: rewriter.process } });
 */
export class Rewriter {
  readonly #rewrites = new Map<CoreKind, Rewrite>();
  readonly #chained: Rewriter[] = [];

  /** Rewrites the operations of a kind, or of several. A second function for a kind takes the place of the first. */
  on<K extends CoreKind>(kinds: K | readonly K[], rewrite: Rewrite<K>): this {
    for (const kind of typeof kinds === "string" ? [kinds] : kinds) this.#rewrites.set(kind, rewrite as Rewrite);
    return this;
  }

  /** Hands what this rewriter gives on to another one. */
  chain(next: Rewriter): this {
    this.#chained.push(next);
    return this;
  }

  /** The operations after all rewriters. */
  rewrite(operations: readonly Operation[], context: RewriteContext): readonly Operation[] {
    const own = operations.flatMap((operation) => this.#rewriteOne(operation, context));
    return this.#chained.reduce((list: readonly Operation[], next) => next.rewrite(list, context), own);
  }

  /** The hook for `migrations.processRevision`. */
  readonly process: ProcessRevision = (context, directives) => {
    for (const directive of directives) {
      directive.upgrade = [...this.rewrite(directive.upgrade, { ...context, direction: "upgrade" })];
      if (!directive.hasOwnDowngrade) continue;
      directive.downgrade = this.rewrite(directive.downgrade, { ...context, direction: "downgrade" });
    }
  };

  #rewriteOne(operation: Operation, context: RewriteContext): readonly Operation[] {
    const rewrite = this.#rewrites.get(operation.kind);
    const given = rewrite === undefined ? operation : rewrite(operation, context);
    if (rewrite !== undefined || operation.kind !== "autocommit") return [given].flat();
    const inside = operation.operations.flatMap((part) => this.#rewriteOne(part, context));
    return inside.length === 0 ? [] : [{ ...operation, operations: inside }];
  }
}
