import type { ColumnInput, DefaultInput, IndexInput, TableInput } from "../../operations/input";
import type { Operation } from "../../operations/operation";
import type {
  CheckConstraint,
  ExclusionConstraint,
  ForeignKey,
  PrimaryKey,
  UniqueConstraint,
} from "../../schema/model";
import { SourceText } from "./source-text";

/** What {@link RenderItem} may write in its own way, and what it is handed. */
export interface RenderedItems {
  /** A whole call of `op`. */
  readonly operation: Operation;
  readonly column: ColumnInput;
  /** The type of a column. */
  readonly type: string;
  /** The default of a column. */
  readonly default: DefaultInput;
  readonly primaryKey: PrimaryKey;
  readonly uniqueConstraint: UniqueConstraint;
  readonly foreignKey: ForeignKey;
  readonly checkConstraint: CheckConstraint;
  readonly exclusionConstraint: ExclusionConstraint;
  readonly index: IndexInput;
}

/** One of them, with its kind. */
export type RenderedItem = {
  readonly [K in keyof RenderedItems]: { readonly kind: K; readonly item: RenderedItems[K] };
}[keyof RenderedItems];

/** Where an item is written. */
export interface RenderContext {
  readonly direction: "upgrade" | "downgrade";
  /** Lines that the file has to begin with: `context.imports.add('import { money } from "../src/types";')`. */
  readonly imports: Set<string>;
  /** The operation that the item is a part of. */
  readonly operation: Operation;
}

/**
 * Writes a part of a revision in a way of its own: gives TypeScript, `null` to leave the part out, or `undefined` to have it written as
 * usual.
 *
 * @example
 * renderItem: ({ kind, item }, { imports }) => {
 *   if (kind !== "type" || item !== "numeric(12,2)") return undefined;
 *   imports.add('import { MONEY } from "../../src/types";');
 *   return "MONEY";
 * }
 */
export type RenderItem = (item: RenderedItem, context: RenderContext) => string | null | undefined;

/** Applies a `renderItem` to the parts of a call; what it leaves out is `null`. */
export class ItemRenderer {
  readonly #render: RenderItem;
  readonly #context: RenderContext;

  constructor(render: RenderItem, context: RenderContext) {
    this.#render = render;
    this.#context = context;
  }

  /** The text of the whole call; `null` leaves it out, `undefined` is the usual call. */
  call(): string | null | undefined {
    return this.#render({ kind: "operation", item: this.#context.operation }, this.#context);
  }

  /** The arguments with what was written in another way; `null` where the call says nothing without a part that is left out. */
  arguments(values: readonly unknown[]): readonly unknown[] | null {
    const { kind } = this.#context.operation;
    const place = kind === "alterColumn" ? 2 : 1;
    const changed = this.#argument(kind, values[place]);
    if (changed === null) return null;
    return values.map((value, index) => (index === place ? changed : value));
  }

  #argument(kind: Operation["kind"], value: unknown): unknown {
    switch (kind) {
      case "createTable":
        return this.#table(value as TableInput);
      case "addColumn":
        return this.#column(value as ColumnInput);
      case "alterColumn":
        return this.#typeAndDefault(value as Partial<ColumnInput>);
      case "createIndex":
        return this.#part({ kind: "index", item: value as IndexInput });
      case "createPrimaryKey":
        return this.#part({ kind: "primaryKey", item: value as PrimaryKey });
      case "createUniqueConstraint":
        return this.#part({ kind: "uniqueConstraint", item: value as UniqueConstraint });
      case "createForeignKey":
        return this.#part({ kind: "foreignKey", item: value as ForeignKey });
      case "createCheckConstraint":
        return this.#part({ kind: "checkConstraint", item: value as CheckConstraint });
      case "createExclusionConstraint":
        return this.#part({ kind: "exclusionConstraint", item: value as ExclusionConstraint });
      default:
        return value;
    }
  }

  #table(table: TableInput): unknown {
    const { columns, primaryKey, uniques, foreignKeys, checks, exclusions, indexes, ...rest } = table;
    const list = <T>(parts: readonly T[] | undefined, render: (part: T) => unknown) => {
      const kept = parts?.map(render).filter((part) => part !== null);
      return kept?.length === 0 ? undefined : kept;
    };
    return {
      columns: list(columns, (item) => this.#column(item)),
      primaryKey: primaryKey && (this.#part({ kind: "primaryKey", item: primaryKey }) ?? undefined),
      uniques: list(uniques, (item) => this.#part({ kind: "uniqueConstraint", item })),
      foreignKeys: list(foreignKeys, (item) => this.#part({ kind: "foreignKey", item })),
      checks: list(checks, (item) => this.#part({ kind: "checkConstraint", item })),
      exclusions: list(exclusions, (item) => this.#part({ kind: "exclusionConstraint", item })),
      indexes: list(indexes, (item) => this.#part({ kind: "index", item })),
      ...rest,
    };
  }

  #column(item: ColumnInput): unknown {
    const own = this.#part({ kind: "column", item });
    return own === item ? this.#typeAndDefault(item) : own;
  }

  #typeAndDefault(column: Partial<ColumnInput>): unknown {
    const { type, default: value } = column;
    return {
      ...column,
      ...(type === undefined ? {} : { type: this.#part({ kind: "type", item: type }) ?? undefined }),
      ...(value === undefined || value === null
        ? {}
        : { default: this.#part({ kind: "default", item: value }) ?? undefined }),
    };
  }

  /** The part itself, its own text, or `null`. */
  #part(item: RenderedItem): unknown {
    const text = this.#render(item, this.#context);
    if (text === undefined) return item.item;
    return text === null ? null : new SourceText(text);
  }
}
