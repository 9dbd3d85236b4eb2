import { resolve } from "node:path";
import type { ResolvedDialect } from "../dialect/dialect";
import type { DiffAnswers } from "../diff/diff-options";
import type { DriverConnection } from "../dialect/driver";
import type { IsolationLevel } from "../dialect/query-compiler";
import type { ErrorCode } from "../errors/codes";
import { OrmError } from "../errors/orm-error";
import { checkNames } from "../mapping/check-names";
import { checkNumbering } from "../mapping/check-numbering";
import { checkTypes } from "../mapping/check-types";
import { concurrentIndexesOf, ignoredObjectsOf, schemaOf } from "../mapping/schema-of";
import { buildEntityMetadatas } from "../metadata/build-entity-metadatas";
import type { EntityMetadata } from "../metadata/entity-metadata";
import { entityKey, type EntityTarget, type ObjectLiteral } from "../metadata/entity-target";
import type { SchemaObjectDefinition } from "../metadata/schema-objects/schema-object-definition";
import { checkMigrationOptions } from "../migrate/check-migration-options";
import type { MigrationHost } from "../migrate/migration-host";
import type { MigrationOptions } from "../migrate/migration-options";
import { createEntityMap } from "../orm/hydrate/entity-map";
import { EntityManager, type Repository } from "../orm/manager/entity-manager";
import { createEntityWriter } from "../orm/persist/entity-writer";
import { createEntityReader } from "../orm/query/entity-reader";
import type { IgnoredObjects, IndexName } from "../schema/ignored-objects";
import type { Schema } from "../schema/model";
import type { SqlFragment } from "../schema/sql-fragment";
import { createConsoleLogger, logLevels } from "../session/logger";
import { createSession } from "../session/pool-session";
import { createQueryLog, type QueryListener } from "../session/query-events";
import type { Session } from "../session/session";
import { closeQuietly, connect, createDriver, type ConnectedDatabase } from "./connect";
import type { BaseDataSourceOptions, DataSourceOptions } from "./data-source-options";
import { findDialect } from "./find-dialect";
import { loadEntities, partItems } from "./load-entities";
import { createModuleLoader, type ModuleLoader } from "./loader/module-loader";

const BRAND = Symbol.for("ormolu.data-source");

/** What there is between `initialize` and `destroy`. */
interface OpenState extends ConnectedDatabase {
  readonly metadatas: readonly EntityMetadata[];
  readonly definitions: readonly SchemaObjectDefinition[];
  readonly byTarget: ReadonlyMap<unknown, EntityMetadata>;
  readonly session: Session;
  readonly manager: EntityManager;
}

/**
 * One database with the entities that live in it.
 *
 * @example
 * const dataSource = await new DataSource({ type: "sqlite", database: "app.db", entities: [User, Post] }).initialize();
 * const users = dataSource.getRepository(User);
 * await users.save(users.create({ name: "Ada" }));
 * await dataSource.destroy();
 */
export class DataSource implements MigrationHost {
  readonly options: DataSourceOptions;
  #state: OpenState | undefined;
  #isInitializing = false;
  #isDestroyed = false;
  #loader: ModuleLoader | undefined;

  constructor(options: DataSourceOptions) {
    this.options = options;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether a value is a data source, also one made by another copy of the package. */
  static is(value: unknown): value is DataSource {
    return typeof value === "object" && value !== null && (value as Record<symbol, unknown>)[BRAND] === true;
  }

  get isInitialized(): boolean {
    return this.#state !== undefined;
  }

  /** @throws OrmError `DATA_SOURCE.NOT_INITIALIZED`, `DATA_SOURCE.CLOSED`, as everything below. */
  get dialect(): ResolvedDialect {
    return this.#open().dialect;
  }

  get manager(): EntityManager {
    return this.#open().manager;
  }

  /** The entities, also those of views, without the tables of many-to-many relations and of trees. */
  get entityMetadatas(): readonly EntityMetadata[] {
    return this.#open().metadatas.filter(({ kind }) => kind === "entity" || kind === "view");
  }

  get migrations(): MigrationOptions {
    return this.#base.migrations ?? {};
  }

  /** The folder that relative paths start from, absolute. */
  get root(): string {
    return resolve(this.#base.root ?? ".");
  }

  /** Where it connects, for people: never with a password. */
  get address(): string {
    return this.#open().driver.address;
  }

  get databaseName(): string {
    return this.address.slice(this.address.lastIndexOf("/") + 1);
  }

  /**
   * Builds the metadata, connects, and checks that the database has the types of the columns; then synchronizes or
   * upgrades where the options say so. What is wrong with the entities themselves is found before anything is connected;
   * which types there are, only the server knows.
   *
   * @throws OrmError `ENTITY.*`, `CONFIG.*`, `DIALECT.*`, `CONNECTION.*`, `DATA_SOURCE.ALREADY_INITIALIZED`.
   */
  async initialize(): Promise<this> {
    if (this.#state !== undefined || this.#isInitializing) throw alreadyInitialized();
    checkMigrationOptions(this.migrations);
    this.#isInitializing = true;
    try {
      this.#state = await this.#connect();
      this.#isDestroyed = false;
    } finally {
      this.#isInitializing = false;
    }
    try {
      await this.#prepareSchema();
    } catch (error) {
      const { pool, driver } = this.#state;
      this.#state = undefined;
      await closeQuietly(pool, driver);
      throw error;
    }
    return this;
  }

  /** Waits for the work under way and closes every connection. */
  async destroy(): Promise<void> {
    const { pool, driver } = this.#open();
    this.#state = undefined;
    this.#isDestroyed = true;
    try {
      await pool.close();
    } finally {
      await driver.close();
    }
  }

  /** @throws OrmError `ENTITY.NOT_AN_ENTITY`. */
  getMetadata(target: EntityTarget): EntityMetadata {
    const metadata = this.#open().byTarget.get(entityKey(target));
    if (metadata !== undefined) return metadata;
    const name = typeof target === "string" ? target : target.name;
    throw new OrmError("ENTITY.NOT_AN_ENTITY", `"${name}" is not an entity of this data source`, {
      hint: 'Put @Entity() on the class and name it in the data source\'s "entities".',
    });
  }

  hasMetadata(target: EntityTarget): boolean {
    return this.#open().byTarget.has(entityKey(target));
  }

  /** @throws OrmError `ENTITY.NOT_AN_ENTITY`. */
  getRepository<Entity extends ObjectLiteral>(target: EntityTarget<Entity>): Repository<Entity> {
    return this.#open().manager.getRepository(target);
  }

  /**
   * Runs SQL as it is; rows come as objects by column name.
   *
   * @example
   * const rows = await dataSource.query(sql`select * from users where email = ${email}`);
   */
  async query<Row = Record<string, unknown>>(
    query: string | SqlFragment,
    parameters?: readonly unknown[],
  ): Promise<Row[]> {
    return this.#open().manager.query<Row>(query, parameters);
  }

  /** Runs the work in a transaction: commits when it returns, rolls back when it throws. */
  async transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  async transaction<T>(isolation: IsolationLevel, work: (manager: EntityManager) => Promise<T>): Promise<T>;
  async transaction<T>(
    first: IsolationLevel | ((manager: EntityManager) => Promise<T>),
    second?: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const { manager } = this.#open();
    return typeof first === "string" ? manager.transaction(first, second!) : manager.transaction(first);
  }

  /**
   * Makes the database equal to the entities at once, without a revision.
   *
   * @param dropBeforeSync drop everything first.
   * @param answers what only people know: `{ noRenames: true }` where nothing was renamed.
   * @throws OrmError `DIFF.ANSWER_NEEDED` where something went and something came, and no answer says whether it was renamed.
   */
  async synchronize(dropBeforeSync = false, answers: DiffAnswers = {}): Promise<void> {
    if (dropBeforeSync) await this.dropDatabase();
    const { synchronizeSchema } = require("../migrate/synchronize") as typeof import("../migrate/synchronize");
    await synchronizeSchema(this, answers);
  }

  /** Drops every table and every enum type that the data source can see as its own. */
  async dropDatabase(): Promise<void> {
    const { dropSchemaObjects } = require("../migrate/synchronize") as typeof import("../migrate/synchronize");
    await dropSchemaObjects(this);
  }

  /** The schema that the entities want. */
  wantedSchema(): Schema {
    const { metadatas, definitions, dialect } = this.#open();
    return schemaOf(metadatas, dialect, this.migrations.namingConvention, { definitions, dataSource: this });
  }

  /** What the entities declare with `synchronize: false`: no comparison touches it. */
  ignoredObjects(): IgnoredObjects {
    const { metadatas, dialect } = this.#open();
    return ignoredObjectsOf(metadatas, dialect);
  }

  /** The indexes that the entities want to be built while others write. */
  concurrentIndexes(): readonly IndexName[] {
    const { metadatas, dialect } = this.#open();
    return concurrentIndexesOf(metadatas, dialect);
  }

  /** Lends one connection of the pool, with translated errors. */
  async withConnection<T>(work: (connection: DriverConnection) => Promise<T>): Promise<T> {
    return this.#open().session.withConnection(work);
  }

  /** Opens a connection beside the pool, however small that is; `undefined` where the database allows only one. The caller closes it. */
  async openConnection(): Promise<DriverConnection | undefined> {
    const { driver, dialect, open } = this.#open();
    return driver.maxConnections === 1 && !dialect.capabilities.advisoryLocks ? undefined : open();
  }

  /** Opens a connection to another database of the same server; `undefined` where there is no other. The caller closes it. */
  get openDatabase(): ((name: string) => Promise<DriverConnection>) | undefined {
    return this.#open().openDatabase;
  }

  /** Loads a module of the project, TypeScript too. */
  loadModule(path: string, failure: ErrorCode): Promise<Readonly<Record<string, unknown>>> {
    return this.#moduleLoader().load(path, failure);
  }

  get #base(): BaseDataSourceOptions {
    return this.options;
  }

  #open(): OpenState {
    if (this.#state !== undefined) return this.#state;
    if (this.#isDestroyed)
      throw new OrmError("DATA_SOURCE.CLOSED", "the data source was destroyed", { hint: "Call initialize() again." });
    throw new OrmError("DATA_SOURCE.NOT_INITIALIZED", "the data source is not initialized", {
      hint: "Await dataSource.initialize() first.",
    });
  }

  #moduleLoader(): ModuleLoader {
    this.#loader ??= createModuleLoader({ root: this.root });
    return this.#loader;
  }

  async #connect(): Promise<OpenState> {
    const { entities = [], namingStrategy, entityPrefix, poolSize, acquireTimeout } = this.#base;
    const { type, dialect } = findDialect(this.options);
    const { classes, definitions } = partItems(await loadEntities(entities, this.root, () => this.#moduleLoader()));
    const metadatas = buildEntityMetadatas(classes, {
      ...(namingStrategy === undefined ? {} : { namingStrategy }),
      namingConvention: this.migrations.namingConvention,
      ...(entityPrefix === undefined ? {} : { entityPrefix }),
    });
    const driver = createDriver(dialect, type, this.options);
    const database = await connect(driver, dialect, {
      ...(poolSize === undefined ? {} : { max: poolSize }),
      ...(acquireTimeout === undefined ? {} : { acquireTimeout }),
    });
    try {
      return this.#assemble(database, metadatas, definitions);
    } catch (error) {
      await closeQuietly(database.pool, database.driver);
      throw error;
    }
  }

  #assemble(
    database: ConnectedDatabase,
    metadatas: readonly EntityMetadata[],
    definitions: readonly SchemaObjectDefinition[],
  ): OpenState {
    const { dialect, pool } = database;
    checkTypes(metadatas, dialect, definitions);
    checkNumbering(metadatas, dialect);
    checkNames(metadatas, dialect);
    const session = createSession(dialect, pool, this.#queryListener());
    const manager = new EntityManager(session, {
      entities: createEntityMap(metadatas, dialect),
      reader: createEntityReader(dialect),
      writer: createEntityWriter(dialect),
    });
    return { ...database, metadatas, definitions, byTarget: indexByTarget(metadatas), session, manager };
  }

  #queryListener(): QueryListener | undefined {
    const { logging, logger, maxQueryExecutionTime, logParameters } = this.#base;
    return createQueryLog({
      logger: logger ?? createConsoleLogger(),
      levels: logLevels(logging),
      ...(maxQueryExecutionTime === undefined ? {} : { slowerThan: maxQueryExecutionTime }),
      ...(logParameters === undefined ? {} : { showParameters: logParameters }),
    });
  }

  async #prepareSchema(): Promise<void> {
    if (this.#base.synchronize === true) await this.synchronize();
    if (this.migrations.upgradeOnInitialize !== true) return;
    const { Runner } = require("../migrate/runner") as typeof import("../migrate/runner");
    await new Runner(this).upgrade();
  }
}

function indexByTarget(metadatas: readonly EntityMetadata[]): ReadonlyMap<unknown, EntityMetadata> {
  const entities = metadatas.filter(({ kind }) => kind === "entity" || kind === "view");
  return new Map<unknown, EntityMetadata>(
    entities.flatMap((metadata) => [[metadata.target, metadata] as const, [metadata.name, metadata] as const]),
  );
}

function alreadyInitialized(): OrmError {
  return new OrmError("DATA_SOURCE.ALREADY_INITIALIZED", "the data source is initialized already", {
    hint: "Call initialize() once, and share the data source.",
  });
}
