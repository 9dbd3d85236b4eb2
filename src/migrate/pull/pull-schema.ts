import type { ResolvedDialect } from "../../dialect/dialect";
import type { NamingStrategy } from "../../metadata/naming-strategy";
import type { MaterializedView, ObjectName, Schema, SchemaObject, Table, View } from "../../schema/model";
import { nameKey } from "../../schema/object-name";
import { objectKey } from "../../schema/object-reference";
import { parentsOf, wholeOf } from "../../schema/attribute-names";
import { inheritedParts, withAdded } from "../../schema/descent";
import { writeEntity } from "./entity-source";
import { createFileDraft, mergeDrafts, printDraft, type FileDraft } from "./file-draft";
import { kebabName, pascalName } from "./name-words";
import { writeObject } from "./object-source";
import { createProjectNames, planEntity, referencedColumns, targetKeyOf, type ProjectNames } from "./plan-entities";
import { planJunction, readJunction, type Junction } from "./plan-junctions";
import { isHeldByRelation, planInverse, planOwning } from "./plan-relations";
import { enumDeclaration, pullEnums } from "./pull-enums";
import type { PullContext, PulledEntity, PulledEnum } from "./pulled-entity";
import { columnsOfView, writeView, type ViewColumns } from "./view-source";

/** What a schema is written as, and how. */
export interface PullOptions {
  readonly dialect: ResolvedDialect;
  /** The strategy and the convention that the entities will be read with: what they say is left out. */
  readonly naming: NamingStrategy;
  readonly entityPrefix?: string;
  /** Everything in one file of this name, instead of a file for each entity. */
  readonly singleFile?: string;
  /** What imports of other files end with: nothing, or `.js` in a project of ECMAScript modules. */
  readonly importEnding?: "" | ".js";
  /** The columns of views, where the model does not have them. */
  readonly viewColumns?: ViewColumns;
}

/** A file to write. */
export interface PulledFile {
  /** The name without a folder: `order-items.ts`. */
  readonly name: string;
  /** TypeScript, not yet formatted. */
  readonly source: string;
}

/** A schema as entities. */
export interface PulledSchema {
  readonly files: readonly PulledFile[];
  /** The names of the classes, in alphabetical order. */
  readonly entities: readonly string[];
  /** What the files do not say, one line each. */
  readonly losses: readonly string[];
  /** What the files leave out on purpose, because a comparison leaves it alone as well. */
  readonly notes: readonly string[];
}

/** The file of everything that is no table and no view. */
const OBJECTS_FILE = "schema-objects";

/**
 * Writes the entities of a schema model that was read from a database: one file an entity, and one for schema objects. The same
 * model gives the same text.
 */
export function pullSchema(given: Schema, options: PullOptions): PulledSchema {
  const { dialect, naming, entityPrefix = "", viewColumns = new Map() } = options;
  const { schema, notes } = withoutParts(sortSchema(given));
  const names = createProjectNames();
  names.files.take(OBJECTS_FILE);
  const plan = planTables(schema, names, { dialect, naming, entityPrefix });
  const fileOf = (table: Table): string => plan.entities.get(nameKey(table))!.file;
  const enumTables = [...plan.entities.values()].map(({ table }) => table);
  const enums = pullEnums(enumTables, schema, dialect, { ...names, fileOf });
  const context: PullContext = { dialect, naming, entityPrefix, schema, enums };
  const drafts = [...writeTables(plan, enums, context), ...writeObjects(schema, viewColumns, names, context)].filter(
    ({ blocks, losses }) => blocks.length + losses.length > 0,
  );
  return {
    files: printFiles(drafts, options),
    entities: [...plan.entities.values()].map(({ className }) => className).sort(),
    losses: drafts.flatMap(({ losses }) => losses),
    notes: [...notes, ...notesOf(schema, enums)],
  };
}

function printFiles(
  drafts: readonly FileDraft[],
  { singleFile, importEnding = "" }: PullOptions,
): readonly PulledFile[] {
  const merged = singleFile === undefined || drafts.length === 0 ? drafts : [mergeDrafts(singleFile, drafts)];
  return merged.map((draft) => ({ name: `${draft.name}.ts`, source: printDraft(draft, importEnding) }));
}

interface TablePlan {
  readonly entities: ReadonlyMap<string, PulledEntity>;
  readonly loose: ReadonlyMap<PulledEntity, ReturnType<typeof planOwning>>;
}

function planTables(
  schema: Schema,
  names: ProjectNames,
  { dialect, naming, entityPrefix }: Pick<PullContext, "dialect" | "naming" | "entityPrefix">,
): TablePlan {
  const tables = new Map(schema.tables.map((table) => [nameKey(table), table]));
  const referenced = referencedColumns(schema);
  const junctions = new Map<Table, Junction>();
  for (const table of schema.tables) {
    const junction = readJunction(table, tables, referenced, entityPrefix);
    if (junction !== undefined) junctions.set(table, junction);
  }
  const own = schema.tables.filter((table) => !junctions.has(table));
  const targets = new Map(own.map((table) => [nameKey(table), table]));
  // A table between two tables of which one is such a table itself is an entity: nothing leads to a table between.
  const entities = new Map(
    own.map((table) => {
      const isHidden = (column: Table["columns"][number]): boolean =>
        isHeldByRelation(column, table, referenced, (key) => targets.get(targetKeyOf(key)));
      return [nameKey(table), planEntity(table, names, isHidden)] as const;
    }),
  );
  const loose = new Map(
    [...entities.values()].map((entity) => [entity, planOwning(entity, entities, naming, dialect)]),
  );
  planInverse([...entities.values()]);
  for (const junction of junctions.values()) planJunction(junction, entities);
  return { entities, loose };
}

function writeTables(
  { entities, loose }: TablePlan,
  enums: ReadonlyMap<string, PulledEnum>,
  context: PullContext,
): readonly FileDraft[] {
  const drafts = new Map<string, FileDraft>();
  const draftOf = (file: string): FileDraft => {
    const draft = drafts.get(file) ?? createFileDraft(file);
    drafts.set(file, draft);
    return draft;
  };
  for (const pulled of enums.values()) draftOf(pulled.file).blocks.push(enumDeclaration(pulled));
  for (const entity of entities.values()) {
    writeEntity(entity, { keys: loose.get(entity) ?? [], entities }, draftOf(entity.file), context);
  }
  return [...drafts.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function writeObjects(
  schema: Schema,
  viewColumns: ViewColumns,
  names: ProjectNames,
  context: PullContext,
): readonly FileDraft[] {
  const others = createFileDraft(OBJECTS_FILE);
  const views: FileDraft[] = [];
  for (const object of schema.objects) {
    const columns = isView(object) ? columnsOfView(object, viewColumns, context) : undefined;
    if (!isView(object) || columns === undefined) {
      writeObject(object, names.exports, others);
      continue;
    }
    const name = pascalName(object.name, "View");
    const className = names.exports.take(name, `${name}View`);
    const draft = createFileDraft(names.files.take(kebabName(className)));
    writeView(object, columns, className, draft, context);
    views.push(draft);
  }
  return [...views, others];
}

function isView(object: SchemaObject): object is View | MaterializedView {
  return object.kind === "view" || object.kind === "materializedView";
}

/** Everything by its name, whatever the order of the catalog; what is in the connection's own schema comes first. */
function sortSchema(schema: Schema): Schema {
  const by = <T>(list: readonly T[], keyOf: (one: T) => string): readonly T[] =>
    [...list].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
  const place = ({ schema: own, name }: ObjectName): string => `${own ?? ""}\0${name}`;
  return {
    ...schema,
    tables: by(schema.tables, place),
    enums: by(schema.enums, place),
    objects: by(schema.objects, objectKey),
  };
}

/**
 * The parts of a table (partitions) are not entities: a comparison leaves them alone as long as somebody wants the whole. A table
 * that inherits from others has their columns too.
 */
function withoutParts(schema: Schema): { readonly schema: Schema; readonly notes: readonly string[] } {
  const known = new Set(schema.tables.map(nameKey));
  const isPart = (table: Table): boolean => {
    const whole = wholeOf(table);
    return whole !== undefined && known.has(nameKey(whole));
  };
  const parts = schema.tables.filter(isPart);
  const whole = (table: Table): Table =>
    parentsOf(table).length === 0 ? table : withAdded(table, inheritedParts(schema, table));
  return {
    schema: { ...schema, tables: schema.tables.filter((table) => !parts.includes(table)).map(whole) },
    notes: parts.map(
      (table) => `table "${nameKey(table)}" is a part of table "${nameKey(wholeOf(table)!)}" and has no entity`,
    ),
  };
}

function notesOf({ enums: types, unmanaged }: Schema, enums: ReadonlyMap<string, PulledEnum>): readonly string[] {
  const used = new Set([...enums.values()].flatMap(({ type }) => (type === undefined ? [] : [nameKey(type)])));
  return [
    ...types
      .filter((type) => !used.has(nameKey(type)))
      .map((type) => `enum type "${nameKey(type)}" is declared by no entity and stays as it is`),
    ...unmanaged.map((object) => `${object.type} "${nameKey(object)}" cannot be declared and stays as it is`),
  ];
}
