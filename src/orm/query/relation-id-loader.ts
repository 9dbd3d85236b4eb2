import type { ResolvedDialect } from "../../dialect/dialect";
import type { Session } from "../../session/session";
import type { MappedColumn } from "../hydrate/mapped-entity";
import { holderOf, type PropertyHolder } from "../hydrate/property-access";
import { createBinder, type Binder } from "./bind-parameters";
import type { RelationIdRequest } from "./build-shape";
import { followPath } from "./follow-path";
import { PREPARED, type ListLoader, type ReadResult } from "./read-plan";
import { keyChunks, keyCondition, keyOf, type Key } from "./row-key";
import { allOf, joinJunction, rowConditions, SelectScope } from "./select-scope";

type Row = readonly unknown[];

/** The entities that wait for the keys of related rows, by their own. */
interface Waiting {
  readonly ids: Map<Key, unknown[]>;
  readonly keys: Row[];
  readonly holders: { readonly entity: PropertyHolder; readonly ids: readonly unknown[] }[];
}

interface IdPlan {
  readonly sql: string;
  readonly bind: Binder;
}

/**
 * Sets the keys at the other end of a relation. Those of a to-one relation are in the entity's own row; for all others
 * one more query reads the keys of all entities.
 */
export function createRelationIdLoader(
  dialect: ResolvedDialect,
  request: RelationIdRequest,
  withDeleted: boolean,
): ListLoader {
  const { isOwner, isToMany } = request.relation.metadata;
  return isOwner && !isToMany ? ownKeyLoader(request) : queriedKeyLoader(dialect, request, withDeleted);
}

function ownKeyLoader(request: RelationIdRequest): ListLoader {
  return {
    async load(_session, entities, rows) {
      eachEntity(request, entities, rows, (entity, row) => {
        const values = request.keys.map(({ position, column }) => decoded(column, row[position]));
        const isEmpty = values.some((value) => value === null || value === undefined);
        write(request, entity, isEmpty ? null : idOf(request, values));
      });
    },
  };
}

function queriedKeyLoader(dialect: ResolvedDialect, request: RelationIdRequest, withDeleted: boolean): ListLoader {
  const plans = new Map<number, IdPlan>();
  const { keys, relation } = request;
  const targets = relation.target.primary;

  async function read(session: Session, size: number, values: Row): Promise<readonly Row[]> {
    let plan = plans.get(size);
    if (plan === undefined) plans.set(size, (plan = buildPlan(dialect, request, withDeleted, size)));
    return (await session.execute(plan.sql, plan.bind(values), PREPARED)).rows;
  }

  return {
    async load(session, entities, rows) {
      const waiting = collectWaiting(request, entities, rows);
      for (const { size, values } of keyChunks(waiting.keys, keys.length, dialect.capabilities)) {
        for (const row of await read(session, size, values)) {
          const id = targets.map((column, index) => decoded(column, row[keys.length + index]));
          waiting.ids.get(keyOf(row.slice(0, keys.length)))?.push(idOf(request, id));
        }
      }
      for (const { entity, ids } of waiting.holders) {
        write(request, entity, relation.metadata.isToMany ? [...ids] : (ids[0] ?? null));
      }
    },
  };
}

function collectWaiting(request: RelationIdRequest, entities: readonly object[], rows: ReadResult["rows"]): Waiting {
  const waiting: Waiting = { ids: new Map(), keys: [], holders: [] };
  eachEntity(request, entities, rows, (entity, row) => {
    const raw = request.keys.map(({ position }) => row[position]);
    const key = keyOf(raw);
    let ids = waiting.ids.get(key);
    if (ids === undefined) {
      waiting.ids.set(key, (ids = []));
      if (!raw.includes(null)) {
        waiting.keys.push(request.keys.map(({ position, column }) => decoded(column, row[position])));
      }
    }
    waiting.holders.push({ entity, ids });
  });
  return waiting;
}

function eachEntity(
  { path, isOn }: RelationIdRequest,
  entities: readonly object[],
  rows: ReadResult["rows"],
  visit: (entity: PropertyHolder, row: Row) => void,
): void {
  entities.forEach((root, index) => {
    const row = rows[index]!;
    const entity = followPath(root, path);
    if (entity !== undefined && isOn?.(row) !== false) visit(entity, row);
  });
}

/** One key of one column as it is; one of several as an object, by property. */
function idOf({ relation }: RelationIdRequest, values: Row): unknown {
  if (values.length === 1) return values[0];
  const { isOwner, isToMany, joinColumns } = relation.metadata;
  const columns =
    isOwner && !isToMany
      ? joinColumns.map(({ referencedColumn }) => referencedColumn)
      : relation.target.metadata.primaryColumns;
  return Object.fromEntries(columns.map(({ propertyName }, index) => [propertyName, values[index]]));
}

function write({ relationId }: RelationIdRequest, entity: PropertyHolder, value: unknown): void {
  holderOf(entity, relationId.embedded)[relationId.propertyName] = value;
}

function decoded({ decode }: MappedColumn, raw: unknown): unknown {
  return decode === undefined || raw === null || raw === undefined ? raw : decode(raw);
}

/** Reads the keys of entities beside those of the rows that are related to them, in the order of the latter. */
function buildPlan(dialect: ResolvedDialect, request: RelationIdRequest, withDeleted: boolean, size: number): IdPlan {
  const { relation } = request;
  const { target, metadata, junction } = relation;
  const scope = new SelectScope(withDeleted);
  const from = scope.source(target.table);
  const keyAlias = junction === undefined ? from.alias : joinJunction(scope, relation, from.alias);
  const keyColumns = metadata.joinColumns.map(({ column }) => (junction ?? target).column(column));
  const conditions = [keyCondition(scope, keyColumns, keyAlias, size), ...rowConditions(scope, target, from.alias)];
  for (const column of keyColumns) scope.select(keyAlias, column);
  for (const column of target.primary) scope.select(from.alias, column);
  const orderBy = target.primary.map((column) => ({
    expression: scope.column(from.alias, column),
    direction: "asc" as const,
  }));
  const { columns, joins } = scope;
  const query = dialect.queries.compile({
    kind: "select",
    columns,
    from: [from],
    joins,
    where: allOf(conditions),
    orderBy,
  });
  return { sql: query.sql, bind: createBinder(query) };
}
