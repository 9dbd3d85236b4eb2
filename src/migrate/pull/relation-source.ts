import { limitedName } from "../../mapping/shorten-name";
import type { ForeignKey, Table } from "../../schema/model";
import { SourceText } from "../../revisions/render/source-text";
import type { PropertySource } from "./column-source";
import { importFrom, type FileDraft } from "./file-draft";
import { parameterName } from "./name-words";
import { indexOver } from "./plan-junctions";
import { printCall, withoutEmpty, type OptionRecord } from "./print-call";
import {
  isOwning,
  type InverseRelation,
  type JunctionRelation,
  type JunctionTable,
  type OwningRelation,
  type PullContext,
  type PulledEntity,
  type PulledRelation,
} from "./pulled-entity";

/** A relation as a decorated property. */
export function relationSource(
  relation: PulledRelation,
  entity: PulledEntity,
  draft: FileDraft,
  context: PullContext,
): PropertySource {
  importFrom(draft, relation.target.file, relation.target.className);
  const source =
    relation.kind === "inverse"
      ? inverseSource(relation)
      : relation.kind === "many-to-many"
        ? manyToManySource(relation, entity, context)
        : owningSource(relation, entity, context);
  for (const decorator of source.decorators) draft.fromPackage.add(decorator.slice(0, decorator.indexOf("(")));
  if (source.declaration.includes("Relation<")) draft.fromPackage.add("type Relation");
  return source;
}

/** `@ForeignKey()`: a key whose columns are what they are, and lead nowhere. */
export function foreignKeySource(
  foreignKey: ForeignKey,
  entity: PulledEntity,
  target: PulledEntity,
  draft: FileDraft,
  context: PullContext,
): string {
  importFrom(draft, target.file, target.className);
  draft.fromPackage.add("ForeignKey");
  const options = withoutEmpty({
    name: nameOption(foreignKey, entity, target, context),
    ...actionOptions(foreignKey),
  });
  const own = foreignKey.columns.map((column) => propertyOf(entity, column));
  const referenced = foreignKey.references.columns.map((column) => propertyOf(target, column));
  return printCall("ForeignKey", classOf(target), own, referenced, options);
}

/** The property of a column, or the relation that holds it, or the name of the column itself. */
export function propertyOf({ columns, relations }: PulledEntity, name: string): string {
  const own = columns.find(({ column }) => column.name === name)?.property;
  const relation = relations.find((one) => isOwning(one) && one.column?.name === name);
  return own ?? relation?.property ?? name;
}

function owningSource(relation: OwningRelation, entity: PulledEntity, context: PullContext): PropertySource {
  const { target, foreignKey, property, kind, inverse, isNullable, column } = relation;
  const options = withoutEmpty({
    nullable: column !== undefined && !isNullable ? false : undefined,
    ...actionOptions(foreignKey),
  });
  const decorator = kind === "one-to-one" ? "OneToOne" : "ManyToOne";
  const call = printCall(decorator, classOf(target), inversePath(target, inverse?.property), options);
  const type = `Relation<${target.className}>${isNullable ? " | null" : ""}`;
  return { decorators: [call, ...joinColumnSource(relation, entity, context)], declaration: `${property}!: ${type};` };
}

function joinColumnSource(relation: OwningRelation, entity: PulledEntity, context: PullContext): readonly string[] {
  const { target, foreignKey, property, kind } = relation;
  const constraintName = nameOption(foreignKey, entity, target, context);
  const isWholeKey =
    foreignKey.columns.length === 1 &&
    target.primary.length === 1 &&
    target.primary[0] === foreignKey.references.columns[0];
  const joins = foreignKey.columns.map((column, position) => {
    const referenced = propertyOf(target, foreignKey.references.columns[position]!);
    const isUsual = isWholeKey && context.naming.joinColumnName(property, referenced) === column;
    return withoutEmpty({
      name: isUsual ? undefined : column,
      referencedColumnName: isWholeKey ? undefined : referenced,
      foreignKeyConstraintName: position === 0 ? constraintName : undefined,
    });
  });
  const [first] = joins;
  if (joins.length > 1) return [printCall("JoinColumn", joins)];
  const isEmpty = Object.keys(first!).length === 0;
  return isEmpty && kind === "many-to-one" ? [] : [printCall("JoinColumn", first)];
}

function inverseSource({ property, target, owner }: InverseRelation): PropertySource {
  const isOne = owner.kind === "one-to-one";
  const call = printCall(isOne ? "OneToOne" : "OneToMany", classOf(target), inversePath(target, owner.property));
  const type = isOne ? `Relation<${target.className}> | null` : `${target.className}[]`;
  return { decorators: [call], declaration: `${property}!: ${type};` };
}

function manyToManySource(relation: JunctionRelation, entity: PulledEntity, context: PullContext): PropertySource {
  const { property, target, junction, other } = relation;
  // What becomes of rows between when a row of this side goes is said at this side.
  const ownKey = junction?.ownKey ?? other!.foreignKey;
  const call = printCall("ManyToMany", classOf(target), inversePath(target, other?.property), junctionActions(ownKey));
  const joinTable = junction === undefined ? [] : [joinTableSource(junction, relation, entity, context)];
  return { decorators: [call, ...joinTable], declaration: `${property}!: ${target.className}[];` };
}

function joinTableSource(
  { table, ownKey }: JunctionTable,
  { target, foreignKey, property, other }: JunctionRelation,
  entity: PulledEntity,
  context: PullContext,
): string {
  const { naming, entityPrefix } = context;
  const base = (owner: PulledEntity): string => withoutPrefix(owner.table.name, entityPrefix);
  const usual = naming.joinTableName(base(entity), base(target), property, other?.property ?? "");
  const name = withoutPrefix(table.name, entityPrefix);
  const columnsOf = (key: ForeignKey, side: PulledEntity): readonly OptionRecord[] =>
    key.columns.map((column, position) =>
      withoutEmpty({
        name: column,
        referencedColumnName:
          side.primary.length === 1 ? undefined : propertyOf(side, key.references.columns[position]!),
        foreignKeyConstraintName: position === 0 ? nameOption(key, { table }, side, context) : undefined,
      }),
    );
  const side = (word: string, list: readonly OptionRecord[]): OptionRecord =>
    list.length === 1 ? { [word]: list[0] } : { [`${word}s`]: list };
  return printCall("JoinTable", {
    name: name === usual ? undefined : name,
    schema: table.schema === entity.table.schema ? undefined : table.schema,
    primaryKeyConstraintName: primaryKeyNameOf(table, context),
    ...side("joinColumn", columnsOf(ownKey, entity)),
    ...side("inverseJoinColumn", columnsOf(foreignKey, target)),
    joinColumnIndex: indexOption(table, ownKey, context),
    inverseJoinColumnIndex: indexOption(table, foreignKey, context),
  });
}

/** The name of the index over a side of a table between two others, `false` where there is none. */
function indexOption(table: Table, key: ForeignKey, { dialect, naming }: PullContext): string | false | undefined {
  const index = indexOver(table, key);
  if (index === undefined) return false;
  return index.name === limitedName(naming.indexName(table.name, key.columns), dialect) ? undefined : index.name;
}

/** The name of a primary key, unless it has it without being told or the database does not keep it. */
export function primaryKeyNameOf({ name, primaryKey }: Table, { dialect, naming }: PullContext): string | undefined {
  if (primaryKey?.name === undefined || !dialect.capabilities.namedPrimaryKeys) return undefined;
  const usual = limitedName(naming.primaryKeyName(name, primaryKey.columns), dialect);
  return primaryKey.name === usual ? undefined : primaryKey.name;
}

/** A table's name as an entity gives it. */
export function withoutPrefix(name: string, prefix: string): string {
  return prefix !== "" && name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** The name of a constraint, unless it has it without being told. */
function nameOption(
  { name, columns, references }: ForeignKey,
  { table }: Pick<PulledEntity, "table">,
  target: PulledEntity,
  { dialect, naming }: PullContext,
): string | undefined {
  const { schema, name: targetName } = target.table;
  const path = schema === undefined ? targetName : `${schema}.${targetName}`;
  const usual = limitedName(naming.foreignKeyName(table.name, columns, path, references.columns), dialect);
  return name === usual ? undefined : name;
}

function actionOptions({ onDelete, onUpdate, deferrable }: ForeignKey): OptionRecord {
  const said = (action: string | undefined): string | undefined => (action === "NO ACTION" ? undefined : action);
  return { onDelete: said(onDelete), onUpdate: said(onUpdate), deferrable: deferrable?.toUpperCase() };
}

/** In the table between, rows go with those that they belong to unless something else is said. */
function junctionActions({ onDelete, onUpdate, deferrable }: ForeignKey): OptionRecord {
  const said = (action = "NO ACTION"): string | undefined => (action === "CASCADE" ? undefined : action);
  return { onDelete: said(onDelete), onUpdate: said(onUpdate), deferrable: deferrable?.toUpperCase() };
}

function classOf({ className }: PulledEntity): SourceText {
  return new SourceText(`() => ${className}`);
}

function inversePath({ className }: PulledEntity, property: string | undefined): SourceText | undefined {
  if (property === undefined) return undefined;
  const name = parameterName(className);
  return new SourceText(`(${name}) => ${name}.${property}`);
}
