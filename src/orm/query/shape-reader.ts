import type { OrmError } from "../../errors/orm-error";
import { SqlFragment } from "../../schema/sql-fragment";
import type {
  MappedColumn,
  MappedEmbedded,
  MappedEntity,
  MappedRelation,
  MappedRelationId,
  MemberHolder,
} from "../hydrate/mapped-entity";
import { plainHolderOf, readProperty, type PropertyHolder } from "../hydrate/property-access";
import { FindOperator, type FindOperatorKind, type RawCondition } from "./find-operator";
import { invalidValue, undefinedValue, unknownProperty } from "./query-errors";
import { COLUMN_MARKER, columnFragment } from "./raw-column";

/** Find options with their types forgotten: the checks are the reader's. */
export interface UntypedFindOptions {
  readonly select?: unknown;
  readonly where?: unknown;
  readonly relations?: unknown;
  readonly order?: unknown;
  readonly skip?: unknown;
  readonly take?: unknown;
  readonly withDeleted?: unknown;
  readonly loadEagerRelations?: unknown;
}

const OPTION_NAMES: ReadonlySet<string> = new Set([
  "select",
  "where",
  "relations",
  "order",
  "skip",
  "take",
  "withDeleted",
  "loadEagerRelations",
]);

/**
 * Reads what a query is about in one pass: `key` tells its shape (properties, operators, which values are null, sizes of
 * lists) and `values` are what is bound. Two queries with the same key differ in their values only, so they share one
 * plan. Plans take the values in the order in which they are read here.
 *
 * @throws OrmError `QUERY.UNKNOWN_PROPERTY`, `QUERY.INVALID_VALUE`.
 */
export class ShapeReader {
  key: string;
  readonly values: unknown[] = [];
  readonly #usesArrays: boolean;

  /** @param usesArrays whether lists are one parameter: their length is then no part of the shape. */
  constructor(prefix: string, usesArrays: boolean) {
    this.key = prefix;
    this.#usesArrays = usesArrays;
  }

  options(entity: MappedEntity, options: UntypedFindOptions): void {
    for (const name in options) if (!OPTION_NAMES.has(name)) throw unknownProperty("find option", name, OPTION_NAMES);
    if (options.where !== undefined && options.where !== null) this.where(entity, options.where);
    if (options.select !== undefined) this.#members(entity, options.select, "s", "select");
    if (options.relations !== undefined) this.#members(entity, options.relations, "l", "relations");
    if (options.order !== undefined) this.#order(entity, options.order);
    if (options.withDeleted === true) this.key += "d";
    if (options.loadEagerRelations === false) this.key += "e";
    if (options.take !== undefined) this.#count("t", "take", options.take);
    if (options.skip !== undefined) this.#count("k", "skip", options.skip);
  }

  /** Conditions: an object is "all of them", an array "one of them". */
  where(entity: MemberHolder, where: unknown): void {
    if (Array.isArray(where)) {
      this.key += "[";
      for (const alternative of where as readonly unknown[]) this.where(entity, alternative);
      this.key += "]";
      return;
    }
    if (typeof where !== "object" || where === null)
      throw invalidValue(`entity "${entity.name}": where is ${describe(where)}`);
    const conditions = where as Readonly<Record<string, unknown>>;
    this.key += "{";
    for (const name of Object.keys(conditions)) {
      const member = entity.members.get(name);
      if (member === undefined) throw unknownProperty(`entity "${entity.name}"`, name, entity.members.keys());
      const value = conditions[name];
      if (member.kind === "relationId") throw notQueried(member);
      if (member.kind === "column") this.column(member, value);
      else if (member.kind === "relation") this.#relation(member, value);
      else this.#embedded(member, value);
    }
    this.key += "}";
  }

  column(column: MappedColumn, value: unknown): void {
    this.key += column.ordinal;
    this.#condition(column, value);
  }

  #condition(column: MappedColumn, value: unknown): void {
    if (value === undefined) throw undefinedValue(column);
    if (value === null) this.key += "n";
    else if (typeof value === "object" && FindOperator.is(value)) this.#operator(column, value);
    else {
      this.key += "=";
      this.values.push(value);
    }
  }

  #operator(column: MappedColumn, { kind, value }: FindOperator<unknown>): void {
    switch (kind) {
      case "equal":
        return this.#condition(column, value);
      case "not":
        this.key += "!";
        return this.#condition(column, value);
      case "isNull":
        this.key += "n";
        return;
      case "in":
        return this.#list(column, value);
      case "between":
        this.key += "b";
        return (value as readonly unknown[]).forEach((bound) => this.#value(column, bound));
      case "and":
      case "or":
        this.key += kind === "and" ? "&(" : "|(";
        for (const condition of value as readonly unknown[]) this.#condition(column, condition);
        this.key += ")";
        return;
      case "raw":
        return this.#raw(value as RawCondition);
      default:
        this.key += COMPARISON_KEYS[kind];
        this.#value(column, value);
    }
  }

  #value(column: MappedColumn, value: unknown): void {
    if (value === undefined) throw undefinedValue(column);
    if (value === null)
      throw invalidValue(
        `${nameOf(column)}: null cannot be compared with`,
        "Use null alone, IsNull() or Not(IsNull()).",
      );
    this.values.push(value);
  }

  #list(column: MappedColumn, value: unknown): void {
    if (!Array.isArray(value))
      throw invalidValue(`${nameOf(column)}: In() was given ${describe(value)}`, "Give In() an array.");
    for (const item of value as readonly unknown[]) {
      if (item === undefined) throw undefinedValue(column);
      if (item === null)
        throw invalidValue(`${nameOf(column)}: In() was given null among its values`, "Use Or(In([...]), IsNull()).");
    }
    this.key += `i${this.#usesArrays ? "" : listSize(value.length)}.`;
    this.values.push(value);
  }

  #raw(condition: RawCondition): void {
    const fragment = condition(columnFragment());
    if (!SqlFragment.is(fragment))
      throw invalidValue("Raw() did not return an SQL fragment", "Return sql`...` from its function.");
    this.key += `r${JSON.stringify(fragment.strings)}`;
    for (const value of fragment.values) {
      this.key += value === COLUMN_MARKER ? "c" : "v";
      if (value !== COLUMN_MARKER) this.values.push(value);
    }
  }

  #embedded(embedded: MappedEmbedded, value: unknown): void {
    if (value === undefined) throw undefinedValue(embedded);
    if (FindOperator.is(value) || (typeof value === "object" && value !== null && Object.keys(value).length === 0))
      throw invalidValue(
        `entity "${embedded.name}": an embedded class takes conditions on its properties`,
        `Give an object: { where: { ${embedded.property}: { name: value } } }.`,
      );
    this.key += `m${JSON.stringify(embedded.property)}`;
    if (value === null) this.key += "n";
    else this.where(embedded, value);
  }

  #relation(relation: MappedRelation, value: unknown): void {
    if (value === undefined) throw undefinedValue(relation);
    this.key += `r${relation.ordinal}`;
    if (value === null) this.key += "n";
    else if (!FindOperator.is(value)) this.where(relation.target, relationConditions(relation, value));
    else this.#operator(joinColumnFor(relation), value);
  }

  #members(entity: MemberHolder, chosen: unknown, mark: string, option: string): void {
    if (typeof chosen !== "object" || chosen === null || Array.isArray(chosen))
      throw invalidValue(
        `entity "${entity.name}": ${option} is ${describe(chosen)}`,
        `Give an object: { ${option}: { name: true } }.`,
      );
    this.key += `${mark}{`;
    for (const [name, value] of Object.entries(chosen)) {
      const member = entity.members.get(name);
      const isNoRelation = mark === "l" && (member?.kind === "column" || member?.kind === "relationId");
      if (member === undefined || isNoRelation)
        throw unknownProperty(`entity "${entity.name}"`, name, entity.members.keys(), option);
      if (value !== true && (typeof value !== "object" || value === null)) continue;
      if (member.kind === "embedded") {
        this.key += `m${JSON.stringify(name)}`;
        if (value !== true || mark === "l") this.#members(member, value, mark, option);
        continue;
      }
      this.key += `${MEMBER_MARKS[member.kind]}${member.ordinal},`;
      if (member.kind === "relation" && value !== true) this.#members(member.target, value, mark, option);
    }
    this.key += "}";
  }

  #order(entity: MemberHolder, order: unknown): void {
    if (typeof order !== "object" || order === null)
      throw invalidValue(
        `entity "${entity.name}": order is ${describe(order)}`,
        'Give an object: { order: { name: "ASC" } }.',
      );
    this.key += "o{";
    for (const [name, value] of Object.entries(order)) {
      const member = entity.members.get(name);
      if (member === undefined) throw unknownProperty(`entity "${entity.name}"`, name, entity.members.keys(), "order");
      if (value === undefined) continue;
      if (member.kind === "relationId") throw notQueried(member);
      if (member.kind === "embedded") {
        this.key += `m${JSON.stringify(name)}`;
        this.#order(member, value);
      } else if (member.kind === "relation") {
        this.key += `r${member.ordinal}`;
        this.#order(member.target, value);
      } else this.key += `${member.ordinal}:${JSON.stringify(value)},`;
    }
    this.key += "}";
  }

  #count(mark: string, option: string, value: unknown): void {
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0)
      throw invalidValue(`${option} is ${describe(value)}`, "Give a whole number that is not negative.");
    this.key += mark;
    this.values.push(value);
  }
}

const MEMBER_MARKS = { column: "", relation: "r", relationId: "i" } as const;

function notQueried({ metadata }: MappedRelationId): OrmError {
  return invalidValue(
    `entity "${metadata.entity.name}", property "${metadata.propertyPath}": the ids of a relation are read, not compared or sorted by`,
    `Use the relation: { where: { ${metadata.relation.propertyName}: { id: ... } } }.`,
  );
}

const COMPARISON_KEYS: Readonly<
  Record<Exclude<FindOperatorKind, "equal" | "not" | "isNull" | "in" | "between" | "and" | "or" | "raw">, string>
> = {
  lessThan: "<",
  lessThanOrEqual: "<=",
  moreThan: ">",
  moreThanOrEqual: ">=",
  like: "~",
  ilike: "~*",
};

/** An entity in the place of conditions stands for its key. */
export function relationConditions(relation: MappedRelation, value: unknown): unknown {
  const { target, primaryColumns } = relation.metadata.target;
  if (target === undefined || !(value instanceof target)) return value;
  const key: PropertyHolder = {};
  for (const { propertyName, embedded } of primaryColumns) {
    const place = { propertyName, embedded };
    plainHolderOf(key, embedded)[propertyName] = readProperty(value as PropertyHolder, place);
  }
  return key;
}

/** How many places the text of a list has: powers of two, so that lists of similar length share a statement. */
export function listSize(length: number): number {
  return length <= 1 ? length : 2 ** Math.ceil(Math.log2(length));
}

/** The column that an operator on a relation is about. @throws OrmError `QUERY.INVALID_VALUE` where there is not exactly one. */
export function joinColumnFor(relation: MappedRelation): MappedColumn {
  const { isOwner, isToMany, joinColumns, entity } = relation.metadata;
  const [only] = joinColumns;
  if (!isOwner || isToMany || only === undefined || joinColumns.length > 1)
    throw invalidValue(
      `entity "${entity.name}", relation "${relation.metadata.propertyPath}": an operator needs a relation with one column of its own`,
      "Give conditions on the related entity's properties instead.",
    );
  return relation.owner.column(only.column);
}

function nameOf(column: MappedColumn): string {
  return `entity "${column.metadata.entity.name}", property "${column.metadata.propertyPath}"`;
}

function describe(value: unknown): string {
  if (value === null) return "null";
  return typeof value === "object" ? "an object of another kind" : `${typeof value} ${String(value)}`;
}
