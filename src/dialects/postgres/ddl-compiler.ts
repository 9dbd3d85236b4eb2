import { compileOperation, type DdlContext } from "../../dialect/ddl-compiler";
import { followSchema } from "../../dialect/follow-schema";
import type { ObjectWriters, SqlPieces } from "../../dialect/object-writer";
import type { Statement } from "../../dialect/statement";
import { createOf as createObject, dropOf as dropObject } from "../../operations/objects/define-object-operations";
import { OrmError } from "../../errors/orm-error";
import { constraintsOf, isReferenceTo } from "../../operations/constraints";
import type {
  AlterEnum,
  Constraint,
  CreateIndex,
  CreateSchema,
  DropIndex,
  CreateUniqueConstraint,
  CreatePrimaryKey,
  DropConstraint,
  DropEnum,
  DropSchema,
  ExtensionOperation,
  Operation,
  RenameEnum,
  RenameObject,
  ValidateConstraint,
} from "../../operations/operation";
import { findTable } from "../../schema/lookup";
import {
  emptySchema,
  type Column,
  type Index,
  type ObjectKind,
  type ObjectName,
  type SchemaObject,
} from "../../schema/model";
import { nameKey, nameOf } from "../../schema/object-name";
import { ALTER_TABLE, mergeActions, type AlterTable } from "./extensions/alter-table";
import { buildConcurrently, dropLeftover } from "./extensions/concurrent-index";
import { createCompositeTypeWriter } from "./extensions/composite-types";
import { createDomainWriter } from "./extensions/domains";
import { planEnumChange } from "./extensions/enum-change";
import { createExtensionWriter } from "./extensions/extensions";
import { createFunctionWriter } from "./extensions/functions";
import { createMaterializedViewWriter } from "./extensions/materialized-views";
import { createPolicyWriter } from "./extensions/policies";
import { createSequenceWriter } from "./extensions/sequences";
import { createTriggerWriter } from "./extensions/triggers";
import { createPostgresViewWriter } from "./extensions/views";
import type { ScratchWriter } from "./scratch";
import { PostgresColumnCompiler } from "./column-compiler";

/** The words for the kinds of object that can take another name. */
const RENAMED_KINDS: { readonly [K in ObjectKind]?: string } = {
  view: "VIEW",
  materializedView: "MATERIALIZED VIEW",
  sequence: "SEQUENCE",
  domain: "DOMAIN",
  compositeType: "TYPE",
};

/** Schema changes for PostgreSQL. */
export class PostgresDdlCompiler extends PostgresColumnCompiler {
  /** Constraints that were given no name have one in the database: the schema knows it, or it is the one that the server makes up. */
  override dropConstraint(operation: DropConstraint, context: DdlContext): readonly Statement[] {
    const { table, constraint } = operation;
    if (constraint.name !== undefined) return super.dropConstraint(operation, context);
    const owner = findTable(context.schema, table);
    const found = owner && constraintsOf(owner).find((other) => isReferenceTo(constraint, other));
    const name = found?.definition.name ?? defaultConstraintName(table.name, operation);
    return super.dropConstraint({ ...operation, constraint: { ...constraint, name } }, context);
  }

  override extension(operation: ExtensionOperation, context: DdlContext): readonly Statement[] {
    if (operation.kind !== ALTER_TABLE) return super.extension(operation, context);
    const { table, sources } = operation as AlterTable;
    let { schema } = context;
    const statements = sources.flatMap((source) => {
      const own = compileOperation(this, source, { schema });
      schema = followSchema(schema, source);
      return own;
    });
    return mergeActions(statements, `ALTER TABLE ${this.name(table)} `, (sql) => this.statement(operation, sql));
  }

  override validateConstraint(operation: ValidateConstraint): readonly Statement[] {
    return [this.alter(operation, operation.table, `VALIDATE CONSTRAINT ${this.quote(operation.constraint)}`)];
  }

  /** One writer a kind of object. */
  protected override objectWriters(sql: SqlPieces): ObjectWriters {
    return {
      view: createPostgresViewWriter(sql),
      materializedView: createMaterializedViewWriter(sql, (table, index) => this.#indexStatements(table, index)),
      function: createFunctionWriter(sql),
      trigger: createTriggerWriter(sql, this.features),
      policy: createPolicyWriter(sql),
      extension: createExtensionWriter(sql),
      sequence: createSequenceWriter(sql, (type) => this.typeSql(type)),
      domain: createDomainWriter({
        ...sql,
        createObject: (object) => this.#textsOf(createObject(object)),
        dropObject: (object) => this.#textsOf(dropObject(object)),
        typeText: (type, collation) => this.typeText(type, collation),
        defaultText: (value) => this.defaultText(value),
      }),
      compositeType: createCompositeTypeWriter({
        ...sql,
        typeText: (type, collation) => this.typeText(type, collation),
      }),
    };
  }

  override createIndex(operation: CreateIndex, context: DdlContext): readonly Statement[] {
    if (operation.concurrently !== true) return super.createIndex(operation, context);
    const { table, index } = operation;
    const build = this.statement(operation, buildConcurrently(this.indexDefinition(table, index)));
    return [
      this.statement(operation, dropLeftover(this.pieces, table, index.name)),
      { ...build, transactional: false },
      ...this.indexFacts(operation, table, index),
    ];
  }

  override dropIndex(operation: DropIndex, context: DdlContext): readonly Statement[] {
    if (operation.concurrently !== true) return super.dropIndex(operation, context);
    const name = this.name({ ...operation.table, name: operation.index });
    return [{ ...this.statement(operation, `DROP INDEX CONCURRENTLY ${name}`), transactional: false }];
  }

  override createPrimaryKey(operation: CreatePrimaryKey, context: DdlContext): readonly Statement[] {
    const { usingIndex, primaryKey } = operation;
    if (usingIndex === undefined) return super.createPrimaryKey(operation, context);
    return this.#keyOfIndex(operation, { type: "primaryKey", definition: primaryKey }, usingIndex, context);
  }

  override createUniqueConstraint(operation: CreateUniqueConstraint, context: DdlContext): readonly Statement[] {
    const { usingIndex, unique } = operation;
    if (usingIndex === undefined) return super.createUniqueConstraint(operation, context);
    return this.#keyOfIndex(operation, { type: "unique", definition: unique }, usingIndex, context);
  }

  #keyOfIndex(
    operation: CreatePrimaryKey | CreateUniqueConstraint,
    { type, definition }: Extract<Constraint, { readonly type: "primaryKey" | "unique" }>,
    index: string,
    context: DdlContext,
  ): readonly Statement[] {
    const { table } = operation;
    const { name, deferrable, comment } = definition;
    const head = name === undefined ? "ADD" : `ADD CONSTRAINT ${this.quote(name)}`;
    const word = type === "primaryKey" ? "PRIMARY KEY" : "UNIQUE";
    const text = `${head} ${word} USING INDEX ${this.quote(index)}${this.deferrableText(deferrable)}`;
    const part = { type, name: name ?? index };
    return [
      this.alter(operation, table, text),
      ...(comment === undefined ? [] : this.commentOn({ kind: "commentOn", table, part, comment }, context)),
    ];
  }

  override alterEnum(operation: AlterEnum, context: DdlContext): readonly Statement[] {
    const writer = {
      quote: (name: string) => this.quote(name),
      name: (name: ObjectName) => this.name(name),
      text: (value: string) => this.queries.quoteString(value),
      define: (name: ObjectName, values: readonly string[]) => this.enumDefinition(name, values),
      defaultText: (value: NonNullable<Column["default"]>) => this.defaultText(value),
      check: (definition: Extract<Constraint, { type: "check" }>["definition"]) =>
        this.constraintDefinition({ type: "check", definition }),
      index: (table: ObjectName, index: Index) => this.indexDefinition(table, index),
      create: (object: SchemaObject) => this.#textsOf(createObject(object)),
      drop: (object: SchemaObject) => this.#textsOf(dropObject(object)),
    };
    return planEnumChange(operation, context.schema, writer).map((sql) => this.statement(operation, sql));
  }

  override renameObject(operation: RenameObject): readonly Statement[] {
    const { object, newName } = operation;
    const kind = RENAMED_KINDS[object.kind];
    if (kind === undefined) return this.refuse(operation);
    return [this.statement(operation, `ALTER ${kind} ${this.name(object)} RENAME TO ${this.quote(newName)}`)];
  }

  override renameEnum(operation: RenameEnum): readonly Statement[] {
    const { enum: type, newName } = operation;
    return [this.statement(operation, `ALTER TYPE ${this.name(type)} RENAME TO ${this.quote(newName)}`)];
  }

  override dropEnum(operation: DropEnum): readonly Statement[] {
    return [this.statement(operation, `DROP TYPE ${this.name(operation.enum)}`)];
  }

  override createSchema(operation: CreateSchema): readonly Statement[] {
    return [
      this.statement(
        operation,
        `CREATE SCHEMA ${operation.ifNotExists === true ? "IF NOT EXISTS " : ""}${this.quote(operation.name)}`,
      ),
    ];
  }

  override dropSchema(operation: DropSchema): readonly Statement[] {
    return [
      this.statement(
        operation,
        `DROP SCHEMA ${operation.ifExists === true ? "IF EXISTS " : ""}${this.quote(operation.name)}`,
      ),
    ];
  }

  #textsOf(operation: Operation): readonly string[] {
    return compileOperation(this, operation, { schema: emptySchema }).map(({ sql }) => sql);
  }

  /** Writes the tables that stand in for real ones while expressions are compared. */
  scratchWriter(): ScratchWriter {
    return {
      quote: (name) => this.quote(name),
      text: (value) => this.queries.quoteString(value),
      column: ({ default: _default, autoIncrement: _numbered, identity: _identity, ...plain }) =>
        this.columnDefinition(plain, undefined),
      index: (table, index) => this.indexDefinition(table, index),
      exclusion: (definition) => this.constraintDefinition({ type: "exclusion", definition }),
      defaultText: (value) => this.defaultText(value),
      enum: (name, values) => this.enumDefinition(name, values),
      object: (object) => this.#textsOf(createObject(object)),
    };
  }

  #indexStatements(table: ObjectName, index: Index): readonly string[] {
    const operation: CreateIndex = { kind: "createIndex", table: nameOf(table), index };
    return this.createIndex(operation, { schema: emptySchema }).map(({ sql }) => sql);
  }
}

/** The name that the server gives a constraint without one. */
function defaultConstraintName(table: string, { constraint }: DropConstraint): string {
  const columns = constraint.columns ?? [];
  switch (constraint.type) {
    case "primaryKey":
      return `${table}_pkey`;
    case "unique":
      return [table, ...columns, "key"].join("_");
    case "foreignKey":
      return [table, ...columns, "fkey"].join("_");
    case "check":
    case "exclusion":
      throw new OrmError("OPERATION.INVALID", `table "${nameKey({ name: table })}": the constraint has no name`, {
        hint: "Name the constraint that is to be dropped.",
      });
  }
}
