import type { SqlPieces } from "../../../dialect/object-writer";
import type { AttributeChange } from "../../../operations/operation";
import { readAttributeName, writeAttributeName } from "../../../schema/attribute-names";
import type { Attributes, ObjectName } from "../../../schema/model";
import { isSameData } from "../../../util/stable-json";
import type { NameIn } from "../name-in";
import { parameterChanges, storageParameters } from "../storage-parameters";

/** Storage parameters: `fillfactor=70`, `toast.autovacuum_enabled=off`. */
const WITH = "postgres.with";
/** The rows are not written to the log: fast, and gone after a crash. */
const UNLOGGED = "postgres.unlogged";
const TABLESPACE = "postgres.tablespace";
/** The access method, where it is not the usual one. */
const ACCESS_METHOD = "postgres.accessMethod";
/** What tells a replica which row is meant: `full`, `nothing`, or the name of an index behind `index `. */
const REPLICA_IDENTITY = "postgres.replicaIdentity";
/** The index by which CLUSTER orders the rows. */
export const CLUSTER_ON = "postgres.clusterOn";
/** The composite type that the table is made of. */
const OF_TYPE = "postgres.ofType";

/** Those that CREATE TABLE itself says. */
const AT_BIRTH: ReadonlySet<string> = new Set([WITH, UNLOGGED, TABLESPACE, ACCESS_METHOD]);

/** How a table is stored, where it is not the usual. */
export interface StorageRow {
  readonly parameters?: readonly string[];
  readonly isUnlogged?: boolean;
  readonly tablespace?: string;
  readonly method?: string;
  /** `n` nothing, `f` all columns, `i` an index. */
  readonly replicaIdentity?: string;
  readonly replicaIndex?: string;
  readonly clusterIndex?: string;
  readonly typeSchema?: string;
  readonly typeName?: string;
}

/** The member `storage` of relation `c`: SQL. */
export const STORAGE = `'storage', (select nullif(json_strip_nulls(json_build_object(
      'parameters', nullif(coalesce(c.reloptions, '{}') || coalesce((select array_agg('toast.' || o) from pg_class tc, unnest(tc.reloptions) o
        where tc.oid = c.reltoastrelid), '{}'), '{}'),
      'isUnlogged', case when c.relpersistence = 'u' then true end,
      'tablespace', (select p.spcname from pg_tablespace p where p.oid = c.reltablespace),
      'method', (select am.amname from pg_am am where am.oid = c.relam and am.amname <> current_setting('default_table_access_method')),
      'replicaIdentity', nullif(c.relreplident, 'd'),
      'replicaIndex', (select r.relname from pg_index x join pg_class r on r.oid = x.indexrelid where x.indrelid = c.oid and x.indisreplident
        and c.relreplident = 'i'),
      'clusterIndex', (select r.relname from pg_index x join pg_class r on r.oid = x.indexrelid where x.indrelid = c.oid and x.indisclustered),
      'typeSchema', (select yn.nspname from pg_type y join pg_namespace yn on yn.oid = y.typnamespace where y.oid = c.reloftype),
      'typeName', (select y.typname from pg_type y where y.oid = c.reloftype)))::text, '{}')::json)`;

/** The attributes out of the catalog. */
export function readStorage(row: StorageRow | null, nameIn: NameIn): Attributes {
  if (row === null) return {};
  const { parameters, isUnlogged, tablespace, method, replicaIdentity, replicaIndex, clusterIndex } = row;
  const identity = replicaIdentity === "f" ? "full" : replicaIdentity === "n" ? "nothing" : undefined;
  return {
    ...(parameters === undefined ? {} : { [WITH]: parameters }),
    ...(isUnlogged === true ? { [UNLOGGED]: true } : {}),
    ...(tablespace === undefined ? {} : { [TABLESPACE]: tablespace }),
    ...(method === undefined ? {} : { [ACCESS_METHOD]: method }),
    ...(identity === undefined ? {} : { [REPLICA_IDENTITY]: identity }),
    ...(replicaIndex === undefined ? {} : { [REPLICA_IDENTITY]: `index ${replicaIndex}` }),
    ...(clusterIndex === undefined ? {} : { [CLUSTER_ON]: clusterIndex }),
    ...(row.typeSchema === undefined || row.typeName === undefined
      ? {}
      : { [OF_TYPE]: writeAttributeName(nameIn(row.typeSchema, row.typeName)) }),
  };
}

/** What CREATE TABLE says of the storage: a word before TABLE, and what follows the columns. */
export function storageText(sql: SqlPieces, attributes: Attributes | undefined) {
  const [method, tablespace, parameters] = [ACCESS_METHOD, TABLESPACE, WITH].map((key) => attributes?.[key]);
  return {
    before: attributes?.[UNLOGGED] === true ? "UNLOGGED " : "",
    after: [
      ...(typeof method === "string" ? [` USING ${sql.quote(method)}`] : []),
      ...(Array.isArray(parameters) ? [` WITH ${storageParameters(sql, parameters as readonly string[])}`] : []),
      ...(typeof tablespace === "string" ? [` TABLESPACE ${sql.quote(tablespace)}`] : []),
    ].join(""),
  };
}

/** The attributes of a new table that CREATE TABLE did not say already. */
export function isSaidAtBirth(key: string): boolean {
  return AT_BIRTH.has(key);
}

/** The statements that change how a table is stored. */
export function changeStorage(
  sql: SqlPieces,
  table: ObjectName,
  change: AttributeChange,
  previous: AttributeChange | undefined,
): readonly string[] {
  const before = previous ?? {};
  const act = (key: string, action: (value: AttributeChange[string]) => readonly string[]): readonly string[] => {
    const value = change[key];
    return value === undefined || isSameData(value, before[key] ?? null) ? [] : action(value);
  };
  return [
    ...act(UNLOGGED, (value) => [value === true ? "SET UNLOGGED" : "SET LOGGED"]),
    ...act(ACCESS_METHOD, (value) => [`SET ACCESS METHOD ${value === null ? "DEFAULT" : sql.quote(String(value))}`]),
    ...act(TABLESPACE, (value) => [`SET TABLESPACE ${sql.quote(value === null ? "pg_default" : String(value))}`]),
    ...act(WITH, (value) => parameterChanges(sql, textsOf(before[WITH]), textsOf(value))),
    ...act(OF_TYPE, (value) => [value === null ? "NOT OF" : `OF ${sql.name(readAttributeName(String(value)))}`]),
    ...act(REPLICA_IDENTITY, (value) => [`REPLICA IDENTITY ${identityText(sql, value)}`]),
    ...act(CLUSTER_ON, (value) => [value === null ? "SET WITHOUT CLUSTER" : `CLUSTER ON ${sql.quote(String(value))}`]),
  ].map((action) => `ALTER TABLE ${sql.name(table)} ${action}`);
}

function identityText(sql: SqlPieces, value: AttributeChange[string]): string {
  if (value === null) return "DEFAULT";
  const text = String(value);
  if (text === "full" || text === "nothing") return text.toUpperCase();
  return `USING INDEX ${sql.quote(text.replace(/^index /, ""))}`;
}

function textsOf(value: AttributeChange[string] | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
