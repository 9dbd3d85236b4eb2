import type { ResolvedDialect } from "../../dialect/dialect";
import { createHydrator } from "../hydrate/hydrator";
import type { MappedColumn, MappedEntity } from "../hydrate/mapped-entity";
import { rememberList } from "../hydrate/snapshot";
import { buildOrder } from "./build-order";
import { buildShape, type ListRequest } from "./build-shape";
import { ReadPlan, type ListLoader, type ReadResult } from "./read-plan";
import { keyChunks, keyCondition, keyOf, type Key } from "./row-key";
import { allOf, joinJunction, notDeleted, SelectScope } from "./select-scope";

type Entity = Record<string, unknown>;

interface Parents {
  /** The lists that wait for the rows of a key: one for each entity that has it. */
  readonly lists: Map<Key, object[][]>;
  /** The keys to ask for, each once. */
  readonly keys: (readonly unknown[])[];
  readonly holders: { readonly entity: Entity; readonly list: object[] }[];
}

interface ListPlan {
  readonly plan: ReadPlan;
  readonly keyPositions: readonly number[];
}

/** The loader of one list of a plan. */
export function createListLoader(dialect: ResolvedDialect, request: ListRequest, withDeleted: boolean): ListLoader {
  const plans = new Map<number, ListPlan>();
  const property = request.relation.property;

  function planFor(size: number): ListPlan {
    let plan = plans.get(size);
    if (plan === undefined) plans.set(size, (plan = buildListPlan(dialect, request, withDeleted, size)));
    return plan;
  }

  return {
    async load(session, entities, rows) {
      const parents = collectParents(request, entities, rows);
      for (const { size, values } of keyChunks(parents.keys, request.keys.length, dialect.capabilities)) {
        const { plan, keyPositions } = planFor(size);
        const found = await plan.runWithRows(session, values);
        found.entities.forEach((entity, index) => {
          const key = keyOf(keyPositions.map((position) => found.rows[index]![position]));
          for (const list of parents.lists.get(key) ?? []) list.push(entity);
        });
      }
      for (const { entity, list } of parents.holders) {
        entity[property] = list;
        rememberList(entity, property, list);
      }
    },
  };
}

function collectParents({ path, keys }: ListRequest, entities: readonly object[], rows: ReadResult["rows"]): Parents {
  const parents: Parents = { lists: new Map(), keys: [], holders: [] };
  entities.forEach((root, index) => {
    const entity = follow(root, path);
    if (entity === undefined) return;
    const list: object[] = [];
    parents.holders.push({ entity, list });
    const row = rows[index]!;
    if (keys.some(({ position }) => row[position] === null)) return;
    const key = keyOf(keys.map(({ position }) => row[position]));
    const waiting = parents.lists.get(key);
    if (waiting !== undefined) return void waiting.push(list);
    parents.lists.set(key, [list]);
    parents.keys.push(keys.map(({ position, column }) => decoded(column, row[position])));
  });
  return parents;
}

function follow(root: object, path: readonly string[]): Entity | undefined {
  let entity = root as Entity | null;
  for (const property of path) {
    entity = entity![property] as Entity | null;
    if (entity === null) return undefined;
  }
  return entity as Entity;
}

function decoded(column: MappedColumn, raw: unknown): unknown {
  return column.decode === undefined ? raw : column.decode(raw);
}

function buildListPlan(
  dialect: ResolvedDialect,
  { relation, options }: ListRequest,
  withDeleted: boolean,
  size: number,
): ListPlan {
  const scope = new SelectScope(withDeleted);
  const { target, metadata } = relation;
  const from = scope.source(target.table);
  const isManyToMany = relation.junction !== undefined;
  const keyAlias = isManyToMany ? joinJunction(scope, relation, from.alias) : from.alias;
  const keyOwner: MappedEntity = relation.junction ?? target;
  const keyColumns = metadata.joinColumns.map(({ column }) => keyOwner.column(column));
  const conditions = [keyCondition(scope, keyColumns, keyAlias, size)];
  if (!withDeleted) conditions.push(...notDeleted(target, from.alias));
  const lists: ListRequest[] = [];
  const shape = buildShape(scope, target, from.alias, options, lists);
  const keyPositions = keyColumns.map((column) => scope.select(keyAlias, column.name));
  const orderBy = buildOrder(scope, target, from.alias, options.order ?? target.metadata.options.orderBy);
  const { columns, joins } = scope;
  const query = dialect.queries.compile({ kind: "select", columns, from, joins, where: allOf(conditions), orderBy });
  const loaders = lists.map((list) => createListLoader(dialect, list, withDeleted));
  return { keyPositions, plan: new ReadPlan({ query, hydrate: createHydrator(shape), lists: loaders }) };
}
