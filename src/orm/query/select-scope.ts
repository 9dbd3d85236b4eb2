import type { JoinColumnMetadata } from "../../metadata/entity-metadata";
import type { MappedColumn, MappedEntity, MappedRelation } from "../hydrate/mapped-entity";
import type { ColumnExpression, Expression, Join, Selection, TableSource } from "../../sql/ast";

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
    return { table, alias: `t${this.#counters.aliases++}` };
  }

  /** The place of the next value. Values are taken in the order in which `ShapeReader` reads them. */
  nextSlot(): number {
    return this.#counters.slots++;
  }

  /** Adds an output column and gives its position in the row. */
  select(alias: string, name: string): number {
    return this.columns.push({ expression: { kind: "column", table: alias, name } }) - 1;
  }

  /** The alias of a to-one relation's table, joined once however often it is asked for. */
  join(alias: string, relation: MappedRelation): string {
    const key = `${alias}.${relation.ordinal}`;
    const known = this.#joined.get(key);
    if (known !== undefined) return known;
    const { target } = relation;
    const source = this.source(target.table);
    const conditions = pairConditions(relation, alias, source.alias);
    if (!this.withDeleted) conditions.push(...notDeleted(target, source.alias));
    this.joins.push({ type: "left", source, on: allOf(conditions) });
    this.#joined.set(key, source.alias);
    return source.alias;
  }
}

/** The columns of a relation without a table between: `own` in the table of the entity, `other` in the target's. */
export function relationPairs({ metadata }: MappedRelation): readonly { own: string; other: string }[] {
  return metadata.joinColumns.map(({ column, referencedColumn }) =>
    metadata.isOwner
      ? { own: column.columnName, other: referencedColumn.columnName }
      : { own: referencedColumn.columnName, other: column.columnName },
  );
}

export function pairConditions(relation: MappedRelation, alias: string, targetAlias: string): Expression[] {
  return relationPairs(relation).map(({ own, other }) => equals(columnOf(alias, own), columnOf(targetAlias, other)));
}

/** Joins the table between two entities to the target, and gives its alias. */
export function joinJunction(scope: SelectScope, relation: MappedRelation, targetAlias: string): string {
  const source = scope.source(relation.junction!.table);
  const on = allOf(junctionMatches(relation.metadata.inverseJoinColumns, source.alias, targetAlias));
  scope.joins.push({ type: "inner", source, on });
  return source.alias;
}

/** Columns of a junction against those that they refer to. */
export function junctionMatches(columns: readonly JoinColumnMetadata[], junction: string, alias: string): Expression[] {
  return columns.map(({ column, referencedColumn }) =>
    equals(columnOf(junction, column.columnName), columnOf(alias, referencedColumn.columnName)),
  );
}

/** The condition that leaves out rows that are marked as deleted; none for entities without such a mark. */
export function notDeleted(entity: MappedEntity, alias: string | undefined): readonly Expression[] {
  if (entity.deleteDate === undefined) return [];
  return [{ kind: "isNull", operand: columnOf(alias, entity.deleteDate.name), negated: false }];
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
