import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import type { AttributeChange } from "../../../operations/operation";
import type { Index, MaterializedView, ObjectName } from "../../../schema/model";
import { isSameData } from "../../../util/stable-json";
import type { Catalog } from "../catalog";
import { commentChange, newComment } from "../comment-change";
import { readGrants } from "../grants";
import { readIndex } from "../index-reader";
import type { NameIn } from "../name-in";
import { changeStorage, CLUSTER_ON, storageText } from "./storage-parameters";
import { changeViewColumns, columnNames, hasSameQuery, readViewColumns, trimQuery } from "../view-columns";

const STORAGE = "postgres.with";
const METHOD = "postgres.accessMethod";
const TABLESPACE = "postgres.tablespace";

/** The SQL of an index: its own statements, one after the other. */
export type WriteIndex = (table: ObjectName, index: Index) => readonly string[];

/**
 * Materialized views out of the catalog, with their indexes. Their attributes: `postgres.with` (storage parameters),
 * `postgres.accessMethod`, `postgres.tablespace`, `postgres.clusterOn`, and for a column `postgres.columnComment.x`.
 */
export function readMaterializedViews(catalog: Catalog, nameIn: NameIn): readonly MaterializedView[] {
  return catalog.objects.views
    .filter(({ isMaterialized }) => isMaterialized)
    .map((row) => {
      const rows = catalog.indexes.filter(({ relation }) => relation === row.id);
      const indexes = rows.map(readIndex);
      const clustered = rows.find(({ isClustered }) => isClustered);
      return {
        kind: "materializedView",
        ...nameIn(row.schema, row.name),
        query: trimQuery(row.query),
        ...(indexes.length === 0 ? {} : { indexes }),
        ...(row.isPopulated ? {} : { withoutData: true }),
        ...(row.comment === null ? {} : { comment: row.comment }),
        attributes: {
          ...(row.options === null ? {} : { [STORAGE]: row.options }),
          ...(row.method === null ? {} : { [METHOD]: row.method }),
          ...(row.tablespace === null ? {} : { [TABLESPACE]: row.tablespace }),
          ...(clustered === undefined ? {} : { [CLUSTER_ON]: clustered.name }),
          ...readViewColumns(row.columns),
          ...readGrants(row.grants),
        },
      };
    });
}

/** The query of a materialized view cannot change: then the view goes and comes again, and is filled anew. */
export function createMaterializedViewWriter(sql: SqlPieces, writeIndex: WriteIndex): ObjectWriter<MaterializedView> {
  const target = (view: ObjectName): string => `MATERIALIZED VIEW ${sql.name(view)}`;
  const drop = (view: ObjectName): string => `DROP ${target(view)}`;
  const create = (view: MaterializedView): readonly string[] => [
    `CREATE ${target(view)}${columnNames(sql, view)}${storageText(sql, view.attributes).after} AS\n${view.query}${view.withoutData === true ? "\nWITH NO DATA" : ""}`,
    ...(view.indexes ?? []).flatMap((index) => writeIndex(view, index)),
    ...clusterChange(sql, view, {}),
    ...changeViewColumns(sql, view, undefined),
    ...newComment(sql, target(view), view),
  ];
  return {
    create,
    change: (view, previous) => {
      if (previous === undefined || !hasSameQuery(previous, view)) return [drop(view), ...create(view)];
      return [
        ...indexesOf(previous, view).map(({ name }) => `DROP INDEX ${sql.name({ ...view, name })}`),
        ...storageChanges(sql, view, previous),
        ...indexesOf(view, previous).flatMap((index) => writeIndex(view, index)),
        ...clusterChange(sql, view, previous),
        ...changeViewColumns(sql, view, previous.attributes),
        ...commentChange(sql, target(view), view, previous),
      ];
    },
    drop: (reference) => [drop(reference)],
  };
}

/** Whether both views keep their rows by the same access method. */
export function hasSameStorageMethod(one: MaterializedView, other: MaterializedView): boolean {
  return one.attributes?.[METHOD] === other.attributes?.[METHOD];
}

/** The indexes of the one that the other does not have as they are. */
function indexesOf(one: MaterializedView, other: MaterializedView): readonly Index[] {
  return (one.indexes ?? []).filter((index) => !(other.indexes ?? []).some((known) => isSameData(known, index)));
}

/** The index by which CLUSTER orders the rows. */
function clusterChange(
  sql: SqlPieces,
  view: MaterializedView,
  previous: Pick<MaterializedView, "attributes">,
): readonly string[] {
  const stateOf = ({ attributes }: Pick<MaterializedView, "attributes">): AttributeChange => ({
    [CLUSTER_ON]: attributes?.[CLUSTER_ON] ?? null,
  });
  return changeStorage(sql, view, stateOf(view), stateOf(previous));
}

/** What ALTER TABLE does to a table it does to a materialized view. */
function storageChanges(sql: SqlPieces, view: MaterializedView, previous: MaterializedView): readonly string[] {
  const stateOf = ({ attributes }: MaterializedView): AttributeChange =>
    Object.fromEntries([STORAGE, METHOD, TABLESPACE].map((key) => [key, attributes?.[key] ?? null]));
  return changeStorage(sql, view, stateOf(view), stateOf(previous));
}
