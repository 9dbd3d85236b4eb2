import type { JoinColumnMetadata } from "../../metadata/entity-metadata";
import type { MappedColumn, MappedEntity, MappedPart, MappedRelation } from "../hydrate/mapped-entity";
import type { ColumnExpression, Expression, Join, Selection, TableSource } from "../../sql/ast";
import type { OrmError } from "../../errors/orm-error";
import { invalidValue } from "./query-errors";
import { refuseScattered } from "./refuse-scattered";

/** What the parts of one query share: the next alias and the next place for a value. */
interface Counters {
  aliases: number;
  slots: number;
}

/** One SELECT while it is built: its tables, joins and columns. */
export class SelectScope {
  readonly joins: Join[] = [];
  readonly columns: Selection[] = [];
  readonly withDeleted: boolean;
  readonly #counters: Counters;
  readonly #joined = new Map<string, string>();

  constructor(withDeleted: boolean, counters: Counters = { aliases: 0, slots: 0 }) {
    this.withDeleted = withDeleted;
    this.#counters = counters;
  }

  /** A SELECT inside this one: aliases and values are counted on. */
  subquery(): SelectScope {
    return new SelectScope(this.withDeleted, this.#counters);
  }

  source(table: TableSource["table"]): TableSource {
    return { kind: "table", table, alias: `t${this.#counters.aliases++}` };
  }

  /** The place of the next value. Values are taken in the order in which `ShapeReader` reads them. */
  nextSlot(): number {
    return this.#counters.slots++;
  }

  /** Adds an output column and gives its position in the row. */
  select(alias: string, column: MappedColumn): number {
    return this.columns.push({ expression: this.column(alias, column) }) - 1;
  }

  /**
   * A column of an entity whose own table has the alias; another table of the entity is joined to it.
   *
   * @throws OrmError `QUERY.INVALID_VALUE` where another table would be needed and there is no alias to join it to.
   */
  column(alias: string | undefined, column: MappedColumn): Expression {
    const { part, name, shown, computed } = column;
    if (shown !== undefined) return this.column(alias, shown);
    if (part !== undefined && alias === undefined) throw otherTable(column);
    const place = part === undefined ? alias : this.#joinPart(alias!, part);
    return computed === undefined ? columnOf(place, name) : computed(place);
  }

  #joinPart(alias: string, { ordinal, table, keys }: MappedPart): string {
    const key = `${alias}#${ordinal}`;
    const known = this.#joined.get(key);
    if (known !== undefined) return known;
    const source = this.source(table);
    const on = allOf(keys.map((name) => equals(columnOf(alias, name), columnOf(source.alias, name))));
    this.joins.push({ type: "left", source, on });
    this.#joined.set(key, source.alias);
    return source.alias;
  }

  /** The alias of a to-one relation's table, joined once however often it is asked for. */
  join(alias: string, relation: MappedRelation): string {
    const key = `${alias}.${relation.ordinal}`;
    const known = this.#joined.get(key);
    if (known !== undefined) return known;
    const { target } = relation;
    const source = this.source(target.table);
    const conditions = relationPairs(relation).map(({ own, other }) => {
      const operand = this.column(alias, own);
      return throughPart(this, other, source.alias, (column) => equals(operand, column));
    });
    conditions.push(...rowConditions(this, target, source.alias));
    this.joins.push({ type: "left", source, on: allOf(conditions) });
    this.#joined.set(key, source.alias);
    return source.alias;
  }
}

/** The columns of a relation without a table between: `own` of the entity, `other` of the target. */
function relationPairs({
  metadata,
  owner,
  target,
}: MappedRelation): readonly { own: MappedColumn; other: MappedColumn }[] {
  return metadata.joinColumns.map(({ column, referencedColumn }) =>
    metadata.isOwner
      ? { own: owner.column(column), other: target.column(referencedColumn) }
      : { own: owner.column(referencedColumn), other: target.column(column) },
  );
}

/** What holds an entity of one query and a related row of a query inside it together. */
export function pairConditions(
  outer: SelectScope,
  relation: MappedRelation,
  alias: string,
  inner: SelectScope,
  targetAlias: string,
): Expression[] {
  return relationPairs(relation).map(({ own, other }) =>
    equals(outer.column(alias, own), inner.column(targetAlias, other)),
  );
}

/** Joins the table between two entities to the target, and gives its alias. */
export function joinJunction(scope: SelectScope, relation: MappedRelation, targetAlias: string): string {
  const source = scope.source(relation.junction!.table);
  const { inverseJoinColumns } = relation.metadata;
  const on = allOf(junctionMatches(scope, inverseJoinColumns, source.alias, relation.target, targetAlias));
  scope.joins.push({ type: "inner", source, on });
  return source.alias;
}

/** Columns of a junction against those of the entity that they refer to. */
export function junctionMatches(
  scope: SelectScope,
  columns: readonly JoinColumnMetadata[],
  junction: string,
  entity: MappedEntity,
  alias: string,
): Expression[] {
  return columns.map(({ column, referencedColumn }) =>
    equals(columnOf(junction, column.columnName), scope.column(alias, entity.column(referencedColumn))),
  );
}

/** What makes a row of a table one that a query sees: the class, and that it is not marked as deleted. */
export function rowConditions(
  scope: SelectScope,
  entity: MappedEntity,
  alias: string | undefined,
): readonly Expression[] {
  refuseScattered(entity);
  return [...markConditions(entity, alias), ...(scope.withDeleted ? [] : notDeleted(scope, entity, alias))];
}

/** The condition that a row is of the class, or of one that extends it; none where the table has no others. */
export function markConditions({ family }: MappedEntity, alias: string | undefined): readonly Expression[] {
  if (family?.values === undefined) return [];
  const { name, encode } = family.discriminator;
  const operand = columnOf(alias, name);
  const list = family.values.map((value): Expression => ({
    kind: "literal",
    value: (encode === undefined ? value : encode(value)) as string | number | boolean,
  }));
  return [list.length === 1 ? equals(operand, list[0]!) : { kind: "in", operand, list, negated: false }];
}

/** The condition that leaves out rows that are marked as deleted; none for entities without such a mark. */
function notDeleted(scope: SelectScope, entity: MappedEntity, alias: string | undefined): readonly Expression[] {
  const { deleteDate } = entity;
  if (deleteDate === undefined) return [];
  return [throughPart(scope, deleteDate, alias, (operand) => ({ kind: "isNull", operand, negated: false }))];
}

/** A condition on a column where no table can be joined: one that another table of the entity has is looked up there. */
function throughPart(
  scope: SelectScope,
  { part, name }: MappedColumn,
  alias: string | undefined,
  condition: (operand: ColumnExpression) => Expression,
): Expression {
  if (part === undefined) return condition(columnOf(alias, name));
  const from = scope.source(part.table);
  const conditions: Expression[] = part.keys.map((key) => equals(columnOf(from.alias, key), columnOf(alias, key)));
  conditions.push(condition(columnOf(from.alias, name)));
  const columns = [{ expression: { kind: "literal", value: 1 } as const }];
  const query = { kind: "select", columns, from: [from], joins: [], where: allOf(conditions), orderBy: [] } as const;
  return { kind: "exists", query };
}

function otherTable({ metadata }: MappedColumn): OrmError {
  return invalidValue(
    `entity "${metadata.entity.name}", property "${metadata.propertyPath}": criteria of an update or a delete reach one table only`,
    "Find the entities first, and give their ids.",
  );
}

export function allOf(conditions: readonly Expression[]): Expression {
  return conditions.length === 1 ? conditions[0]! : { kind: "logical", operator: "and", operands: conditions };
}

export function columnOf(alias: string | undefined, name: string): ColumnExpression {
  return alias === undefined ? { kind: "column", name } : { kind: "column", table: alias, name };
}

export function equals(left: Expression, right: Expression): Expression {
  return { kind: "binary", operator: "=", left, right };
}

/** A value that is bound to a column. */
export function parameterFor(column: MappedColumn, slot: number): Expression {
  return { kind: "parameter", slot, ...(column.encode === undefined ? {} : { encode: column.encode }) };
}
