import type { ResolvedDialect } from "../dialect/dialect";
import { OrmError } from "../errors/orm-error";
import type { EntityMetadata } from "../metadata/entity-metadata";
import type { MaterializedView, View } from "../schema/model";
import { SqlFragment } from "../schema/sql-fragment";
import { indexOf } from "./index-of";
import { tableNameOf } from "./table-name-of";
import { writeQuery } from "./view-query";

/**
 * The view that a view entity asks for. A function in place of the query is called with the data source.
 * @throws OrmError `ENTITY.VIEW_INVALID`, `DIALECT.UNSUPPORTED` for a materialized view where there are none.
 */
export function viewOf(entity: EntityMetadata, dialect: ResolvedDialect, dataSource: unknown): View | MaterializedView {
  const { comment, renamedFrom, view } = entity;
  const isMaterialized = view?.isMaterialized === true;
  const { kinds } = dialect.objectChanges;
  const kind = isMaterialized ? "materializedView" : "view";
  if (kinds !== undefined && !kinds.includes(kind)) {
    throw new OrmError(
      "DIALECT.UNSUPPORTED",
      `view entity "${entity.name}": ${dialect.displayName} has no such views`,
      {
        hint: 'Take "materialized" away, or keep the view out of the comparison on this database: "synchronize: false".',
        details: { entity: entity.name, kind },
      },
    );
  }
  const described = {
    ...tableNameOf(entity, dialect),
    query: queryOf(entity, dialect, dataSource),
    ...(comment === undefined || comment === "" ? {} : { comment }),
    ...(renamedFrom === undefined ? {} : { renamedFrom }),
  };
  if (!isMaterialized) return { kind: "view", ...described };
  const indexes = entity.indexes.filter((index) => index.synchronize).map((index) => indexOf(index, entity, dialect));
  return {
    kind: "materializedView",
    ...described,
    ...(indexes.length === 0 ? {} : { indexes }),
    ...(view?.isWithoutData ? { withoutData: true } : {}),
  };
}

/** @throws OrmError `ENTITY.VIEW_INVALID`. */
function queryOf({ name, view }: EntityMetadata, dialect: ResolvedDialect, dataSource: unknown): string {
  const expression: unknown = view?.expression;
  const given = typeof expression === "function" ? call(name, expression as Build, dataSource) : expression;
  const text = SqlFragment.is(given) || typeof given === "string" ? given : readQuery(given);
  const query = text === undefined ? "" : writeQuery(text, dialect);
  if (query !== "") return query;
  throw new OrmError("ENTITY.VIEW_INVALID", `view entity "${name}" has no query`, {
    hint: "Give `expression` SQL, sql`...`, or a function that returns one of them or a query builder.",
    details: { entity: name },
  });
}

type Build = (dataSource: unknown) => unknown;

function call(name: string, build: Build, dataSource: unknown): unknown {
  try {
    return build(dataSource);
  } catch (cause) {
    throw new OrmError("ENTITY.VIEW_INVALID", `view entity "${name}": the function of \`expression\` fails`, {
      hint: "It is called with the data source; without a connection it is called with nothing, and has to do without.",
      details: { entity: name },
      cause,
    });
  }
}

function readQuery(source: unknown): string | undefined {
  const { getQuery } = (source ?? {}) as { readonly getQuery?: unknown };
  const text: unknown = typeof getQuery === "function" ? getQuery.call(source) : undefined;
  return typeof text === "string" ? text : undefined;
}
