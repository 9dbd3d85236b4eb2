import { OrmError } from "../errors/orm-error";
import { summarizeOperation } from "../operations/definitions";
import type { ObjectOperations } from "../operations/object-operations";
import type { ExtensionOperation, Operation, RenameObject } from "../operations/operation";
import type { ObjectKind, ObjectName, SchemaObject } from "../schema/model";
import { findObject, type ObjectReference } from "../schema/object-reference";
import type { DdlContext } from "./ddl-compiler";
import { createViewWriter, type ObjectWriter, type ObjectWriters, type SqlPieces } from "./object-writer";
import type { QueryCompiler } from "./query-compiler";
import type { Statement } from "./statement";
import type { TypeSystem } from "./type-system";

type Compile<K extends keyof ObjectOperations> = (
  operation: ObjectOperations[K],
  context: DdlContext,
) => readonly Statement[];

type Creation = Operation & { readonly object: SchemaObject };
type Change = Creation & { readonly previous?: SchemaObject };
type Removal = Operation & { readonly object: ObjectReference; readonly dropped?: SchemaObject };

/**
 * SQL for the objects beside tables and enum types. A dialect gives a writer for each kind of object that it has
 * (`objectWriters`); the others are refused.
 */
export class AnsiObjectCompiler {
  protected readonly queries: QueryCompiler;
  protected readonly types: TypeSystem;
  #writers: ObjectWriters | undefined;

  constructor(queries: QueryCompiler, types: TypeSystem) {
    this.queries = queries;
    this.types = types;
  }

  readonly createView: Compile<"createView"> = (operation) => this.#create(operation);
  readonly replaceView: Compile<"replaceView"> = (operation, context) => this.#change(operation, context);
  readonly dropView: Compile<"dropView"> = (operation) => this.#drop(operation);
  readonly createMaterializedView: Compile<"createMaterializedView"> = (operation) => this.#create(operation);
  readonly replaceMaterializedView: Compile<"replaceMaterializedView"> = (operation, context) =>
    this.#change(operation, context);
  readonly dropMaterializedView: Compile<"dropMaterializedView"> = (operation) => this.#drop(operation);
  readonly createFunction: Compile<"createFunction"> = (operation) => this.#create(operation);
  readonly replaceFunction: Compile<"replaceFunction"> = (operation, context) => this.#change(operation, context);
  readonly dropFunction: Compile<"dropFunction"> = (operation) => this.#drop(operation);
  readonly createTrigger: Compile<"createTrigger"> = (operation) => this.#create(operation);
  readonly replaceTrigger: Compile<"replaceTrigger"> = (operation, context) => this.#change(operation, context);
  readonly dropTrigger: Compile<"dropTrigger"> = (operation) => this.#drop(operation);
  readonly createSequence: Compile<"createSequence"> = (operation) => this.#create(operation);
  readonly alterSequence: Compile<"alterSequence"> = (operation, context) => this.#change(operation, context);
  readonly dropSequence: Compile<"dropSequence"> = (operation) => this.#drop(operation);
  readonly createDomain: Compile<"createDomain"> = (operation) => this.#create(operation);
  readonly alterDomain: Compile<"alterDomain"> = (operation, context) => this.#change(operation, context);
  readonly dropDomain: Compile<"dropDomain"> = (operation) => this.#drop(operation);
  readonly createCompositeType: Compile<"createCompositeType"> = (operation) => this.#create(operation);
  readonly alterCompositeType: Compile<"alterCompositeType"> = (operation, context) => this.#change(operation, context);
  readonly dropCompositeType: Compile<"dropCompositeType"> = (operation) => this.#drop(operation);
  readonly createExtension: Compile<"createExtension"> = (operation) => this.#create(operation);
  readonly alterExtension: Compile<"alterExtension"> = (operation, context) => this.#change(operation, context);
  readonly dropExtension: Compile<"dropExtension"> = (operation) => this.#drop(operation);
  readonly createPolicy: Compile<"createPolicy"> = (operation) => this.#create(operation);
  readonly alterPolicy: Compile<"alterPolicy"> = (operation, context) => this.#change(operation, context);
  readonly dropPolicy: Compile<"dropPolicy"> = (operation) => this.#drop(operation);

  renameObject(operation: RenameObject): readonly Statement[] {
    return this.refuse(operation);
  }

  /** The writers of the kinds of object that the database has. */
  protected objectWriters(sql: SqlPieces): ObjectWriters {
    return { view: createViewWriter(sql) };
  }

  protected readonly pieces: SqlPieces = {
    quote: (name) => this.quote(name),
    name: (name) => this.name(name),
    text: (value) => this.queries.quoteString(value),
  };

  #create(operation: Creation): readonly Statement[] {
    return this.#statements(operation, this.#writerOf(operation).create(operation.object));
  }

  #change(operation: Change, context: DdlContext): readonly Statement[] {
    const { object, previous = findObject(context.schema, object) } = operation;
    return this.#statements(operation, this.#writerOf(operation).change(object, previous, context.schema));
  }

  #drop(operation: Removal): readonly Statement[] {
    return this.#statements(operation, this.#writerOf(operation).drop(operation.object, operation.dropped));
  }

  #writerOf(operation: Operation & { readonly object: { readonly kind: ObjectKind } }): ObjectWriter<SchemaObject> {
    this.#writers ??= this.objectWriters(this.pieces);
    const writer = this.#writers[operation.object.kind];
    // The kind of the object has chosen the writer, which the compiler cannot see.
    return writer === undefined ? this.refuse(operation) : writer;
  }

  #statements(operation: Operation, texts: readonly string[]): readonly Statement[] {
    return texts.map((sql) => this.statement(operation, sql));
  }

  protected statement(source: Operation | ExtensionOperation, sql: string): Statement {
    return { sql, parameters: [], transactional: true, source };
  }

  protected name(name: ObjectName): string {
    return this.queries.quoteName(name);
  }

  protected quote(name: string): string {
    return this.queries.quoteIdentifier(name);
  }

  /** @throws OrmError `OPERATION.UNSUPPORTED`, always. */
  protected refuse(operation: Operation): never {
    throw new OrmError("OPERATION.UNSUPPORTED", `this database cannot ${summarizeOperation(operation)}`, {
      hint: "Write the change in another way for this database, or skip it: if (op.dialect.capabilities...).",
    });
  }
}
