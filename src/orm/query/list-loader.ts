import type { ResolvedDialect } from "../../dialect/dialect";
import { createHydrator } from "../hydrate/hydrator";
import type { MappedColumn, MappedEntity } from "../hydrate/mapped-entity";
import { rememberList } from "../hydrate/snapshot";
import { buildRowOrder } from "./build-order";
import { holderOf, type PropertyHolder } from "../hydrate/property-access";
import { createAfterLoadCaller } from "./after-load-caller";
import { buildShape, type ListRequest, type LoadRequest } from "./build-shape";
import { followPath } from "./follow-path";
import { ReadPlan, type ListLoader, type ReadResult } from "./read-plan";
import { keyChunks, keyCondition, keyOf, type Key } from "./row-key";
import { createRelationIdLoader } from "./relation-id-loader";
import { allOf, joinJunction, rowConditions, SelectScope } from "./select-scope";

interface Parents {
  /** The lists that wait for the rows of a key: one for each entity that has it. */
  readonly lists: Map<Key, object[][]>;
  /** The keys to ask for, each once. */
  readonly keys: (readonly unknown[])[];
  readonly holders: { readonly entity: PropertyHolder; readonly list: object[] }[];
}

interface ListPlan {
  readonly plan: ReadPlan;
  readonly keyPositions: readonly number[];
}

/** What completes the entities of a plan, in the order in which it runs: those that want to be told hear of it last. */
export function createLoaders(
  dialect: ResolvedDialect,
  requests: readonly LoadRequest[],
  withDeleted: boolean,
): readonly ListLoader[] {
  const loaders = requests.flatMap((request) => {
    if (request.kind === "list") return [createListLoader(dialect, request, withDeleted)];
    return request.kind === "relationId" ? [createRelationIdLoader(dialect, request, withDeleted)] : [];
  });
  const callers = requests.flatMap((request) => (request.kind === "afterLoad" ? [createAfterLoadCaller(request)] : []));
  return [...loaders, ...callers];
}

/** The loader of one list of a plan. */
function createListLoader(dialect: ResolvedDialect, request: ListRequest, withDeleted: boolean): ListLoader {
  const plans = new Map<number, ListPlan>();
  const { property, metadata } = request.relation;

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
        holderOf(entity, metadata.embedded)[property] = list;
        rememberList(entity, metadata.propertyPath, list);
      }
    },
  };
}

function collectParents(
  { path, keys, isOn }: ListRequest,
  entities: readonly object[],
  rows: ReadResult["rows"],
): Parents {
  const parents: Parents = { lists: new Map(), keys: [], holders: [] };
  entities.forEach((root, index) => {
    const entity = followPath(root, path);
    const row = rows[index]!;
    if (entity === undefined || isOn?.(row) === false) return;
    const list: object[] = [];
    parents.holders.push({ entity, list });
    if (keys.some(({ position }) => row[position] === null)) return;
    const key = keyOf(keys.map(({ position }) => row[position]));
    const waiting = parents.lists.get(key);
    if (waiting !== undefined) return void waiting.push(list);
    parents.lists.set(key, [list]);
    parents.keys.push(keys.map(({ position, column }) => decoded(column, row[position])));
  });
  return parents;
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
  const conditions = [keyCondition(scope, keyColumns, keyAlias, size), ...rowConditions(scope, target, from.alias)];
  const requests: LoadRequest[] = [];
  const shape = buildShape(scope, target, from.alias, options, requests);
  const keyPositions = keyColumns.map((column) => scope.select(keyAlias, column));
  const orderBy = buildRowOrder(scope, target, from.alias, options.order);
  const { columns, joins } = scope;
  const query = dialect.queries.compile({
    kind: "select",
    columns,
    from: [from],
    joins,
    where: allOf(conditions),
    orderBy,
  });
  const loaders = createLoaders(dialect, requests, withDeleted);
  return { keyPositions, plan: new ReadPlan({ query, hydrate: createHydrator(shape), lists: loaders }) };
}
