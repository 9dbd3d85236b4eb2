import { limitedName } from "../../mapping/shorten-name";
import { printLiteral } from "../../revisions/render/print-literal";
import type { CheckConstraint, ForeignKey, Table, UniqueConstraint } from "../../schema/model";
import { declaredAttributes } from "../../schema/stored-attributes";
import { columnSource, type PropertySource } from "./column-source";
import { describeLosses } from "./entity-losses";
import type { FileDraft } from "./file-draft";
import {
  exclusionSource,
  indexSource,
  isUsualUnique,
  uniqueSource,
  type IndexPlace,
  type PartSource,
} from "./index-source";
import { relationUnique } from "./plan-relations";
import { targetKeyOf } from "./plan-entities";
import { printCall, withoutEmpty } from "./print-call";
import { isOwning, type PullContext, type PulledEntity } from "./pulled-entity";
import { foreignKeySource, primaryKeyNameOf, propertyOf, relationSource, withoutPrefix } from "./relation-source";

/** The foreign keys of an entity that are no relations, and where they lead. */
export interface LooseKeys {
  readonly keys: readonly ForeignKey[];
  readonly entities: ReadonlyMap<string, PulledEntity>;
}

/** Writes the class of a table into a file. What no decorator can say is added to the losses of the entity and of the file. */
export function writeEntity(entity: PulledEntity, loose: LooseKeys, draft: FileDraft, context: PullContext): void {
  const { table, className } = entity;
  const lose = (text: string): void => void entity.losses.push(`table "${nameFor(table)}": ${text}`);
  const place: IndexPlace = { table, propertyOf: (column) => propertyOf(entity, column), lose };
  const parts = partsOf(entity, place, context);
  const properties = [
    ...entity.columns.map((pulled, position) => {
      const isUnique = parts.implied.has(pulled.column.name);
      const primaryKeyName = position === 0 ? primaryKeyNameOf(table, context) : undefined;
      const named = primaryKeyName === undefined ? {} : { primaryKeyName };
      return {
        source: columnSource(pulled, { entity, draft, isUnique, ...named }, context),
        property: pulled.property,
      };
    }),
    ...entity.relations.map((relation) => ({
      source: relationSource(relation, entity, draft, context),
      property: relation.property,
    })),
  ];
  const onClass = [
    entityCall(entity, context),
    ...parts.list.filter(({ property }) => property === undefined).map(({ call }) => call),
    ...loose.keys.flatMap((key) => looseKeySource(key, entity, loose, draft, context)),
  ];
  for (const text of describeLosses(entity, context)) lose(text);
  for (const call of [...onClass, ...parts.list.map(({ call: one }) => one)])
    draft.fromPackage.add(call.slice(0, call.indexOf("(")));
  const members = properties.map(({ source, property }) => printProperty(source, property, parts.list));
  draft.blocks.push(
    `${onClass.map((call) => `@${call}`).join("\n")}\nexport class ${className} {\n${members.join("\n\n")}\n}`,
  );
  draft.losses.push(...entity.losses);
}

function printProperty(
  { decorators, declaration }: PropertySource,
  property: string,
  parts: readonly PartSource[],
): string {
  const own = parts.filter((part) => part.property === property).map(({ call }) => call);
  return [...own, ...decorators].map((call) => `@${call}\n`).join("") + declaration;
}

interface Parts {
  readonly list: readonly PartSource[];
  /** The columns of which `unique: true` says all. */
  readonly implied: ReadonlySet<string>;
}

function partsOf(entity: PulledEntity, place: IndexPlace, context: PullContext): Parts {
  const { table } = entity;
  const { dialect, naming } = context;
  const ofRelations = new Set(
    entity.relations
      .filter(isOwning)
      .flatMap(({ kind, foreignKey: { columns } }) =>
        kind === "one-to-one" && !isKey(table, columns) ? (relationUnique(table, columns, naming, dialect) ?? []) : [],
      ),
  );
  const isOwn = ({ name }: { readonly name?: string }): boolean => name === undefined || !ofRelations.has(name);
  const hasProperty = (name: string): boolean => entity.columns.some(({ column }) => column.name === name);
  const isImplied = (unique: UniqueConstraint): boolean =>
    unique.columns.length === 1 &&
    hasProperty(unique.columns[0]!) &&
    isUsualUnique(unique, table, context) &&
    Object.keys(unique).every((member) => member === "name" || member === "columns");
  const uniques = table.uniques.filter(isOwn);
  return {
    list: [
      ...table.indexes.filter(isOwn).map((index) => indexSource(index, place, context)),
      ...uniques.filter((unique) => !isImplied(unique)).map((unique) => uniqueSource(unique, place, context)),
      ...table.checks.map((check) => checkSource(check, table, context)),
      ...(table.exclusions ?? []).map((exclusion) => exclusionSource(exclusion, place, context)),
    ],
    implied: new Set(uniques.filter(isImplied).map(({ columns }) => columns[0]!)),
  };
}

function isKey({ primaryKey }: Table, columns: readonly string[]): boolean {
  return primaryKey?.columns.length === columns.length && columns.every((name) => primaryKey.columns.includes(name));
}

function entityCall(entity: PulledEntity, { dialect, naming, entityPrefix }: PullContext): string {
  const { table, className } = entity;
  const { tableTraits: traits } = dialect;
  const name = withoutPrefix(table.name, entityPrefix);
  const {
    [traits?.engine ?? ""]: engine,
    [traits?.withoutRowid ?? ""]: withoutRowid,
    ...attributes
  } = declaredAttributes(table.attributes) ?? {};
  const options = withoutEmpty({
    schema: table.schema,
    engine,
    withoutRowid: withoutRowid === true ? true : undefined,
    synchronize: entity.whyNotCompared === undefined ? undefined : false,
    comment: table.comment,
    attributes: Object.keys(attributes).length === 0 ? undefined : attributes,
  });
  return printCall("Entity", naming.tableName(className, undefined) === name ? undefined : name, options);
}

function checkSource(
  { name, expression, noInherit, comment }: CheckConstraint,
  { name: table }: Table,
  { dialect, naming }: PullContext,
): PartSource {
  const usual = limitedName(naming.checkConstraintName(table, expression), dialect);
  const options = withoutEmpty({ noInherit: noInherit === true ? true : undefined, comment });
  const given = [
    ...(name === undefined || name === usual ? [] : [printLiteral(name).source]),
    printLiteral(expression, true).source,
  ];
  const more = Object.keys(options).length === 0 ? [] : [printLiteral(options).source];
  const call = `Check(${[...given, ...more].join(", ")})`;
  return { call, onClass: call };
}

function looseKeySource(
  key: ForeignKey,
  entity: PulledEntity,
  { entities }: LooseKeys,
  draft: FileDraft,
  context: PullContext,
): readonly string[] {
  const target = entities.get(targetKeyOf(key));
  if (target !== undefined) return [foreignKeySource(key, entity, target, draft, context)];
  entity.losses.push(
    `table "${nameFor(entity.table)}": foreign key "${key.name ?? key.columns.join(", ")}" leads to table "${targetKeyOf(key)}", which was not pulled`,
  );
  return [];
}

function nameFor({ name, schema }: Table): string {
  return schema === undefined ? name : `${schema}.${name}`;
}
