import type { EnumType, ObjectName, Schema, SchemaObject, Table } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { isParsed } from "./function-text";
import { inMentionOrder } from "./mention-order";
import { guarded, type ScratchWriter } from "./scratch";

/** An object that the server is asked about, and what stands in for it in the scratch place. */
interface StandIn {
  readonly object: SchemaObject;
  /** The temporary object: a materialized view stands there as a view. */
  readonly temporary: SchemaObject;
}

/** What is made in the scratch place. */
export interface ObjectScratch {
  /** Types that the database does not have as they are wanted. */
  readonly enums: readonly EnumType[];
  readonly types: readonly SchemaObject[];
  /** Tables that the objects need and the database does not have as they are wanted, or that triggers and policies are on. */
  readonly tables: readonly Table[];
  readonly objects: readonly SchemaObject[];
}

const TEMPORARY = "pg_temp";

/**
 * One statement that makes temporary stand-ins of objects, and what finds the server's words for each of them in the schema that is
 * read afterwards. Bodies of functions are not looked at, nothing is evaluated, and one that is refused leaves the others theirs.
 */
export function buildObjectScratch(
  { enums, types, tables, objects }: ObjectScratch,
  writer: ScratchWriter,
): { readonly sql: string; answer(object: SchemaObject, read: Schema): SchemaObject | undefined } {
  const standIns = createStandIns(tables, objects);
  const blocks = [
    ...enums.map((type) => [writer.enum({ schema: TEMPORARY, name: type.name }, type.values)]),
    ...types.map((type) => writer.object({ ...type, schema: TEMPORARY })),
    ...withoutNamesakes(tables).flatMap((table) => tableBlocks(table, writer)),
    ...inMentionOrder(standIns, ({ object }) => object).flatMap(({ object, temporary }) => [
      writer.object(temporary),
      ...indexBlocks(object, temporary, writer),
    ]),
  ];
  const setting = "PERFORM set_config('check_function_bodies', 'off', true);";
  const body = `BEGIN\n${setting}\n${blocks.map((block) => guarded(block, writer)).join("\n")}\nEND`;
  const temporaries = new Map(standIns.map(({ object, temporary }) => [object, temporary]));
  return {
    sql: `DO ${writer.text(body)}`,
    answer: (object, read) => {
      const wanted = temporaries.get(object);
      const found = wanted && read.objects.find(({ kind, name }) => kind === wanted.kind && name === wanted.name);
      return found === undefined || object.kind !== "materializedView" ? found : withIndexes(found, object, read);
    },
  };
}

/** Names decide what a text reads, so views keep theirs, and so does a function whose body may name it. */
function createStandIns(tables: readonly Table[], objects: readonly SchemaObject[]): readonly StandIn[] {
  const taken = new Set(tables.map(({ name }) => name));
  const owners = new Set([...withoutNamesakes(tables), ...objects].map(nameKey));
  return objects.flatMap((object, place): readonly StandIn[] => {
    const own = `orm_${object.kind}_${place}`.toLowerCase();
    switch (object.kind) {
      case "view":
      case "materializedView": {
        const name = taken.has(object.name) ? own : object.name;
        taken.add(name);
        const { query, columns, attributes } = object;
        const view = {
          query,
          ...(columns && { columns }),
          ...(attributes && { attributes: viewAttributes(attributes) }),
        };
        return [{ object, temporary: { kind: "view", name, schema: TEMPORARY, ...view } }];
      }
      case "function":
        return [{ object, temporary: { ...object, name: isParsed(object) ? object.name : own, schema: TEMPORARY } }];
      case "trigger":
      case "policy": {
        if (!owners.has(nameKey(object.table))) return [];
        const table: ObjectName = { name: object.table.name, schema: TEMPORARY };
        return [{ object, temporary: withoutRoles({ ...object, name: own, schema: TEMPORARY, table }) }];
      }
      default:
        return [];
    }
  });
}

/** Storage is none of the query's. */
function viewAttributes(attributes: NonNullable<SchemaObject["attributes"]>): NonNullable<SchemaObject["attributes"]> {
  return Object.fromEntries(
    Object.entries(attributes).filter(([key]) => /^postgres\.(security|checkOption|columnDefault\.)/.test(key)),
  );
}

/** The roles of a policy say nothing about its conditions, and may not be there. */
function withoutRoles<T extends SchemaObject>(object: T): T {
  if (object.kind !== "policy") return object;
  const { roles: _roles, ...policy } = object;
  return policy as T;
}

/** What is read by its name alone can be there but once. */
function withoutNamesakes(tables: readonly Table[]): readonly Table[] {
  return tables.filter(({ name }, place) => tables.findIndex((other) => other.name === name) === place);
}

/** The columns without what fills them, and the primary key, by which a query may group. */
function tableBlocks({ name, columns, primaryKey }: Table, writer: ScratchWriter): readonly (readonly string[])[] {
  const plain = columns.map(({ generated: _generated, ...column }) => writer.column(column));
  const key = primaryKey?.columns.map((column) => writer.quote(column)).join(", ");
  return [
    [`CREATE TEMPORARY TABLE ${writer.quote(name)} (${plain.join(", ")})`],
    ...(key === undefined ? [] : [[`ALTER TABLE ${TEMPORARY}.${writer.quote(name)} ADD PRIMARY KEY (${key})`]]),
  ];
}

/** A view has no indexes, so those of a materialized one are made on an empty table with its columns. */
function indexBlocks(
  object: SchemaObject,
  { name }: SchemaObject,
  writer: ScratchWriter,
): readonly (readonly string[])[] {
  if (object.kind !== "materializedView" || object.indexes === undefined) return [];
  const table: ObjectName = { name: indexTable(name), schema: TEMPORARY };
  const source = `${TEMPORARY}.${writer.quote(name)}`;
  return [
    [`CREATE TEMPORARY TABLE ${writer.quote(table.name)} AS SELECT * FROM ${source} WITH NO DATA`],
    ...object.indexes.map((index, place) => [writer.index(table, { ...index, name: indexName(place) })]),
  ];
}

function withIndexes(
  found: SchemaObject,
  { indexes = [] }: SchemaObject & { indexes?: Table["indexes"] },
  read: Schema,
): SchemaObject {
  const table = read.tables.find(({ name }) => name === indexTable(found.name));
  const answered = indexes.map((index, place) => {
    const answer = table?.indexes.find(({ name }) => name === indexName(place));
    return answer === undefined ? index : { ...answer, name: index.name };
  });
  return { ...found, kind: "materializedView", indexes: answered } as SchemaObject;
}

function indexTable(view: string): string {
  return `orm_i_${view}`.slice(0, 60);
}

function indexName(place: number): string {
  return `orm_i_${place}`;
}
