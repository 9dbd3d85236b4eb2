import { operationDefinitions } from "../operations/definitions";
import type { CoreKind, Operation } from "../operations/operation";
import { isConditional } from "./conditional";
import type { OperationNaming } from "./name-operation";
import type { Operations } from "./operations-facade";
import type { RevisionModule } from "./revision-module";

/** What only adds to tables: it reaches no other one through a reference, as dropping may. */
const KINDS = [
  "createTable",
  "addColumn",
  "renameColumn",
  "createIndex",
  "dropIndex",
  "renameIndex",
  "createPrimaryKey",
  "createForeignKey",
  "createUniqueConstraint",
  "createCheckConstraint",
  "renameConstraint",
  "createEnum",
  "bulkInsert",
] as const satisfies readonly CoreKind[];

const FUNCTION =
  /^async(?:(?:\s+function)?(?:\s+[\w$]+)?\s*\(\s*([A-Za-z_]\w*)\s*\)|\s+([A-Za-z_]\w*)(?=\s*=>))\s*(?:=>)?\s*\{([\s\S]*)\}$/;

/** What such a call is made of. `sql` is known by its name, as it stands in a source and as compilers write it. */
const LITERALS = [
  String.raw`[A-Za-z_$][\w$]*\s*:`,
  String.raw`"(?:[^"\\\n]|\\[\s\S])*"`,
  String.raw`'(?:[^'\\\n]|\\[\s\S])*'`,
  String.raw`(?:true|false|null|undefined|await|-?\d+(?:\.\d+)?)(?![\w$])`,
  "(?:sql|\\(0,\\s*[\\w$]+\\.sql\\))?`(?:[^`\\\\$]|\\\\[\\s\\S]|\\$(?!\\{))*`",
  String.raw`//[^\n]*`,
  String.raw`/\*[\s\S]*?\*/`,
];

/** What may give another table the name of one, or make it do more than its own rows say. */
const MOVES = /rename(?!Column|Index|Constraint)|attach|inherit|set\s+schema|search_path|trigger|\brule\b|deferr/i;

const BETWEEN = String.raw`[\s{}[\],:;)]`;

/**
 * Reads upgrades that do nothing but call some methods of `op` with literals, one after the other: they have no other effect, and do the
 * same each time.
 */
export class PlainUpgrades {
  readonly #naming: Pick<OperationNaming, "complete">;
  readonly #recorder: Operations;
  readonly #patterns = new Map<string, RegExp>();
  #operations: Operation[] = [];

  constructor(naming: Pick<OperationNaming, "complete">) {
    this.#naming = naming;
    this.#recorder = this.#createRecorder();
  }

  /** The operations of such an upgrade; `undefined` for every other one, and where a call is wrong: that shows when it runs. */
  async read({ upgrade }: Pick<RevisionModule, "upgrade">): Promise<readonly Operation[] | undefined> {
    if (!this.isPlain(Function.prototype.toString.call(upgrade))) return undefined;
    this.#operations = [];
    try {
      await upgrade(this.#recorder);
    } catch {
      return undefined;
    }
    return this.#operations.some(isConditional) ? undefined : this.#operations;
  }

  /** Whether the text of a function is a list of such calls. */
  isPlain(text: string): boolean {
    return this.#calls(text, KINDS.join("|"));
  }

  /** Whether a table is still the same one after an upgrade, whatever else it does: as far as its text, SQL and all, can tell. */
  keepsTables({ upgrade }: Pick<RevisionModule, "upgrade">): boolean {
    const text = Function.prototype.toString.call(upgrade);
    return this.#calls(text, String.raw`\w+`) && !MOVES.test(text);
  }

  /** Whether a function calls methods of these names with literals, and does nothing else. */
  #calls(text: string, methods: string): boolean {
    const [, own, bare, body] = FUNCTION.exec(text) ?? [];
    const name = own ?? bare;
    if (name === undefined || body === undefined) return false;
    const part = this.#partOf(name, methods);
    part.lastIndex = 0;
    while (part.lastIndex < body.length) if (!part.test(body)) return false;
    return true;
  }

  /** One part of a body; each goes on where the last one ended. */
  #partOf(name: string, methods: string): RegExp {
    const key = `${name} ${methods}`;
    const known = this.#patterns.get(key);
    if (known !== undefined) return known;
    const call = String.raw`${name}\s*\.\s*(?:${methods})\s*\(`;
    const pattern = new RegExp(`(?:${[call, ...LITERALS].join("|")})${BETWEEN}*|${BETWEEN}+`, "y");
    this.#patterns.set(key, pattern);
    return pattern;
  }

  #createRecorder(): Operations {
    const methods = KINDS.map((kind) => {
      const create = operationDefinitions[kind].create as (...args: readonly unknown[]) => Operation;
      const record = (...args: readonly unknown[]): Promise<void> => {
        this.#operations.push(this.#naming.complete(create(...args)));
        return Promise.resolve();
      };
      return [kind, record] as const;
    });
    return Object.freeze(Object.fromEntries(methods)) as unknown as Operations;
  }
}
