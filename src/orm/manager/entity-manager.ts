import type { IsolationLevel } from "../../dialect/query-compiler";
import { OrmError } from "../../errors/orm-error";
import type { EntityMetadata } from "../../metadata/entity-metadata";
import type { DeepPartial, EntityTarget, ObjectLiteral } from "../../metadata/entity-target";
import type { SqlFragment } from "../../schema/sql-fragment";
import type { Session } from "../../session/session";
import type { EntityMap, MappedEntity } from "../hydrate/mapped-entity";
import { variantOf } from "../hydrate/variant-of";
import { ownValue } from "../persist/column-value";
import { readCriteria } from "../persist/write-criteria";
import type { EntityWriter } from "../persist/entity-writer";
import type { EntityReader } from "../query/entity-reader";
import type { FindManyOptions, FindOneOptions, FindOptionsWhere } from "../query/find-options";
import { createEntity } from "./create-entity";
import { pickColumns } from "./pick-columns";
import { runRawQuery } from "./run-raw-query";
import type { DeleteResult, InsertResult, PartialUpdate, UpdateResult } from "./write-results";

/** What the managers of a data source share. */
export interface ManagerContext {
  readonly entities: EntityMap;
  readonly reader: EntityReader;
  readonly writer: EntityWriter;
}

type Where<Entity> = FindOptionsWhere<Entity> | readonly FindOptionsWhere<Entity>[];
type Criteria<Entity> = Where<Entity> | string | number | bigint | Date | readonly (string | number | bigint | Date)[];

/**
 * Reads and writes entities of any class, on the session that it was made for: the pool's, or a transaction's.
 *
 * @example
 * await dataSource.transaction(async (manager) => {
 *   const user = await manager.findOneByOrFail(User, { id });
 *   user.credit -= price;
 *   await manager.save([user, new Order(user, price)]);
 * });
 */
export class EntityManager {
  readonly #session: Session;
  readonly #context: ManagerContext;
  readonly #repositories = new Map<MappedEntity, Repository<ObjectLiteral>>();

  constructor(session: Session, context: ManagerContext) {
    this.#session = session;
    this.#context = context;
  }

  /** What it works on, for what takes part in its transaction: the runner of revisions. */
  get session(): Session {
    return this.#session;
  }

  /** @throws OrmError `ENTITY.NOT_AN_ENTITY`. */
  getRepository<Entity extends ObjectLiteral>(target: EntityTarget<Entity>): Repository<Entity> {
    const mapped = this.#context.entities.find(target);
    let repository = this.#repositories.get(mapped);
    if (repository === undefined)
      this.#repositories.set(mapped, (repository = new Repository<ObjectLiteral>(target, this, mapped.metadata)));
    return repository as unknown as Repository<Entity>;
  }

  /** Runs the work in a transaction; inside another one, in a savepoint. Commits when it returns, rolls back when it throws. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  transaction<T>(isolation: IsolationLevel, work: (manager: EntityManager) => Promise<T>): Promise<T>;
  transaction<T>(
    first: IsolationLevel | ((manager: EntityManager) => Promise<T>),
    second?: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const [options, work] = typeof first === "string" ? [{ isolation: first }, second!] : [{}, first];
    return this.#session.transaction((session) => work(new EntityManager(session, this.#context)), options);
  }

  /** Runs SQL as it is; rows come as objects by column name. */
  query<Row = Record<string, unknown>>(query: string | SqlFragment, parameters?: readonly unknown[]): Promise<Row[]> {
    return runRawQuery(this.#session, query, parameters) as Promise<Row[]>;
  }

  find<Entity extends ObjectLiteral>(
    target: EntityTarget<Entity>,
    options: FindManyOptions<NoInfer<Entity>> = {},
  ): Promise<Entity[]> {
    return this.#context.reader.find(this.#session, this.#entity(target), options) as Promise<Entity[]>;
  }

  findBy<Entity extends ObjectLiteral>(target: EntityTarget<Entity>, where: Where<NoInfer<Entity>>): Promise<Entity[]> {
    return this.find(target, { where });
  }

  /** The first match, or `null`. @throws OrmError `QUERY.CRITERIA_MISSING` without `where`. */
  findOne<Entity extends ObjectLiteral>(
    target: EntityTarget<Entity>,
    options: FindOneOptions<NoInfer<Entity>>,
  ): Promise<Entity | null> {
    return this.#context.reader.findOne(this.#session, this.#entity(target), options) as Promise<Entity | null>;
  }

  findOneBy<Entity extends ObjectLiteral>(
    target: EntityTarget<Entity>,
    where: Where<NoInfer<Entity>>,
  ): Promise<Entity | null> {
    return this.findOne(target, { where });
  }

  /** @throws OrmError `QUERY.NOT_FOUND`. */
  async findOneOrFail<Entity extends ObjectLiteral>(
    target: EntityTarget<Entity>,
    options: FindOneOptions<NoInfer<Entity>>,
  ): Promise<Entity> {
    const entity = await this.findOne(target, options);
    if (entity !== null) return entity;
    throw new OrmError("QUERY.NOT_FOUND", `entity "${this.#entity(target).name}": no row matches`, {
      hint: "Check the conditions, or use findOne() where none is an answer too.",
    });
  }

  findOneByOrFail<Entity extends ObjectLiteral>(
    target: EntityTarget<Entity>,
    where: Where<NoInfer<Entity>>,
  ): Promise<Entity> {
    return this.findOneOrFail(target, { where });
  }

  /** The rows, and how many there would be without `skip` and `take`. */
  async findAndCount<Entity extends ObjectLiteral>(
    target: EntityTarget<Entity>,
    options: FindManyOptions<NoInfer<Entity>> = {},
  ): Promise<[Entity[], number]> {
    return [await this.find(target, options), await this.count(target, options)];
  }

  count<Entity extends ObjectLiteral>(
    target: EntityTarget<Entity>,
    options: FindManyOptions<NoInfer<Entity>> = {},
  ): Promise<number> {
    return this.#context.reader.count(this.#session, this.#entity(target), options);
  }

  countBy<Entity extends ObjectLiteral>(target: EntityTarget<Entity>, where: Where<NoInfer<Entity>>): Promise<number> {
    return this.count(target, { where });
  }

  exists<Entity extends ObjectLiteral>(
    target: EntityTarget<Entity>,
    options: FindManyOptions<NoInfer<Entity>> = {},
  ): Promise<boolean> {
    return this.#context.reader.exists(this.#session, this.#entity(target), options);
  }

  existsBy<Entity extends ObjectLiteral>(
    target: EntityTarget<Entity>,
    where: Where<NoInfer<Entity>>,
  ): Promise<boolean> {
    return this.exists(target, { where });
  }

  /** A new instance with the given values; nothing is written. */
  create<Entity extends ObjectLiteral>(target: EntityTarget<Entity>, values?: DeepPartial<NoInfer<Entity>>): Entity {
    return createEntity(this.#entity(target), values as object | undefined) as Entity;
  }

  /**
   * Writes entities: new ones are inserted, of known ones the changed columns are updated, both with what cascades reach.
   * Generated values are set on the given objects, which are also returned.
   *
   * @throws OrmError `QUERY.*`, with the objects as they were.
   */
  save<T extends ObjectLiteral>(entities: readonly T[]): Promise<T[]>;
  save<T extends ObjectLiteral>(entity: T): Promise<T>;
  save<Entity extends ObjectLiteral, T extends DeepPartial<Entity>>(
    target: EntityTarget<Entity>,
    entities: readonly T[],
  ): Promise<(T & Entity)[]>;
  save<Entity extends ObjectLiteral, T extends DeepPartial<Entity>>(
    target: EntityTarget<Entity>,
    entity: T,
  ): Promise<T & Entity>;
  async save(first: unknown, second?: unknown): Promise<unknown> {
    const given = second ?? first;
    const entities = (Array.isArray(given) ? given : [given]) as readonly object[];
    const groups = this.#byClass(second === undefined ? undefined : (first as EntityTarget), entities);
    if (groups.size <= 1)
      for (const [mapped, group] of groups) await this.#context.writer.save(this.#session, mapped, group);
    else
      await this.#session.transaction(async (session) => {
        for (const [mapped, group] of groups) await this.#context.writer.save(session, mapped, group);
      });
    return given;
  }

  /** Inserts rows as they are: no cascades, no check whether they exist. What the database decided is set on the given objects. */
  async insert<Entity extends ObjectLiteral>(
    target: EntityTarget<Entity>,
    values: DeepPartial<NoInfer<Entity>> | readonly DeepPartial<NoInfer<Entity>>[],
  ): Promise<InsertResult> {
    const mapped = this.#entity(target);
    const rows = (Array.isArray(values) ? values : [values]) as readonly Record<string, unknown>[];
    const { ownColumns, primary } = mapped;
    const before = rows.map((row) => new Set(ownColumns.filter((column) => ownValue(row, column) !== undefined)));
    if (rows.length > 0) await this.#context.writer.insert(this.#session, mapped, rows);
    return {
      identifiers: rows.map((row) => pickColumns(row, primary)),
      generatedMaps: rows.map((row, index) =>
        pickColumns(
          row,
          ownColumns.filter((column) => !before[index]!.has(column)),
        ),
      ),
    };
  }

  /** Sets columns of the rows that match. @throws OrmError `QUERY.CRITERIA_MISSING` for empty criteria. */
  async update<Entity extends ObjectLiteral>(
    target: EntityTarget<Entity>,
    criteria: Criteria<NoInfer<Entity>>,
    values: PartialUpdate<NoInfer<Entity>>,
  ): Promise<UpdateResult> {
    const mapped = this.#entity(target);
    const where = readCriteria(mapped, criteria);
    return { affected: await this.#context.writer.update(this.#session, mapped, where, values) };
  }

  /** Sets columns of every row. */
  async updateAll<Entity extends ObjectLiteral>(
    target: EntityTarget<Entity>,
    values: PartialUpdate<NoInfer<Entity>>,
  ): Promise<UpdateResult> {
    return { affected: await this.#context.writer.update(this.#session, this.#entity(target), "all", values) };
  }

  /** Deletes the rows that match. @throws OrmError `QUERY.CRITERIA_MISSING` for empty criteria. */
  async delete<Entity extends ObjectLiteral>(
    target: EntityTarget<Entity>,
    criteria: Criteria<NoInfer<Entity>>,
  ): Promise<DeleteResult> {
    const mapped = this.#entity(target);
    const where = readCriteria(mapped, criteria);
    return { affected: await this.#context.writer.delete(this.#session, mapped, where) };
  }

  /** Deletes every row. */
  async deleteAll<Entity extends ObjectLiteral>(target: EntityTarget<Entity>): Promise<DeleteResult> {
    return { affected: await this.#context.writer.delete(this.#session, this.#entity(target), "all") };
  }

  /** Deletes the rows of entities, with what cascades reach. Afterwards the entities have no key and count as new. */
  remove<T extends ObjectLiteral>(entities: readonly T[]): Promise<T[]>;
  remove<T extends ObjectLiteral>(entity: T): Promise<T>;
  remove<T extends ObjectLiteral>(target: EntityTarget<T>, entities: readonly T[]): Promise<T[]>;
  remove<T extends ObjectLiteral>(target: EntityTarget<T>, entity: T): Promise<T>;
  async remove(first: unknown, second?: unknown): Promise<unknown> {
    const given = second ?? first;
    const entities = (Array.isArray(given) ? given : [given]) as readonly object[];
    const groups = this.#byClass(second === undefined ? undefined : (first as EntityTarget), entities);
    if (groups.size <= 1)
      for (const [mapped, group] of groups) await this.#context.writer.remove(this.#session, mapped, group);
    else
      await this.#session.transaction(async (session) => {
        for (const [mapped, group] of groups) await this.#context.writer.remove(session, mapped, group);
      });
    return given;
  }

  #entity(target: EntityTarget): MappedEntity {
    return this.#context.entities.find(target);
  }

  #byClass(target: EntityTarget | undefined, entities: readonly object[]): Map<MappedEntity, object[]> {
    const groups = new Map<MappedEntity, object[]>();
    for (const entity of entities) {
      const mapped = variantOf(this.#entity(target ?? (entity.constructor as EntityTarget)), entity);
      const group = groups.get(mapped);
      if (group === undefined) groups.set(mapped, [entity]);
      else group.push(entity);
    }
    return groups;
  }
}

/**
 * Reads and writes entities of one class: an {@link EntityManager} that need not be told which.
 *
 * @example
 * const users = dataSource.getRepository(User);
 * const recent = await users.find({ where: { isActive: true }, order: { createdAt: "DESC" }, take: 10 });
 */
export class Repository<Entity extends ObjectLiteral> {
  readonly target: EntityTarget<Entity>;
  readonly manager: EntityManager;
  readonly metadata: EntityMetadata;

  constructor(target: EntityTarget<Entity>, manager: EntityManager, metadata: EntityMetadata) {
    this.target = target;
    this.manager = manager;
    this.metadata = metadata;
  }

  find(options?: FindManyOptions<Entity>): Promise<Entity[]> {
    return this.manager.find(this.target, options);
  }

  findBy(where: Where<Entity>): Promise<Entity[]> {
    return this.manager.findBy(this.target, where);
  }

  /** The first match, or `null`. @throws OrmError `QUERY.CRITERIA_MISSING` without `where`. */
  findOne(options: FindOneOptions<Entity>): Promise<Entity | null> {
    return this.manager.findOne(this.target, options);
  }

  findOneBy(where: Where<Entity>): Promise<Entity | null> {
    return this.manager.findOneBy(this.target, where);
  }

  /** @throws OrmError `QUERY.NOT_FOUND`. */
  findOneOrFail(options: FindOneOptions<Entity>): Promise<Entity> {
    return this.manager.findOneOrFail(this.target, options);
  }

  /** @throws OrmError `QUERY.NOT_FOUND`. */
  findOneByOrFail(where: Where<Entity>): Promise<Entity> {
    return this.manager.findOneByOrFail(this.target, where);
  }

  /** The rows, and how many there would be without `skip` and `take`. */
  findAndCount(options?: FindManyOptions<Entity>): Promise<[Entity[], number]> {
    return this.manager.findAndCount(this.target, options);
  }

  count(options?: FindManyOptions<Entity>): Promise<number> {
    return this.manager.count(this.target, options);
  }

  countBy(where: Where<Entity>): Promise<number> {
    return this.manager.countBy(this.target, where);
  }

  exists(options?: FindManyOptions<Entity>): Promise<boolean> {
    return this.manager.exists(this.target, options);
  }

  existsBy(where: Where<Entity>): Promise<boolean> {
    return this.manager.existsBy(this.target, where);
  }

  /** A new instance with the given values; nothing is written. */
  create(): Entity;
  create(values: DeepPartial<Entity>): Entity;
  create(values: readonly DeepPartial<Entity>[]): Entity[];
  create(values?: DeepPartial<Entity> | readonly DeepPartial<Entity>[]): Entity | Entity[] {
    if (Array.isArray(values))
      return (values as readonly DeepPartial<Entity>[]).map((each) => this.manager.create(this.target, each));
    return this.manager.create(this.target, values as DeepPartial<Entity> | undefined);
  }

  /** Writes entities, new or known, with what cascades reach; see {@link EntityManager.save}. */
  save<T extends DeepPartial<Entity>>(entities: readonly T[]): Promise<(T & Entity)[]>;
  save<T extends DeepPartial<Entity>>(entity: T): Promise<T & Entity>;
  save(given: DeepPartial<Entity> | readonly DeepPartial<Entity>[]): Promise<unknown> {
    return this.manager.save<Entity, DeepPartial<Entity>>(this.target, given as DeepPartial<Entity>);
  }

  /** Inserts rows as they are: no cascades, no check whether they exist. */
  insert(values: DeepPartial<Entity> | readonly DeepPartial<Entity>[]): Promise<InsertResult> {
    return this.manager.insert(this.target, values);
  }

  /** Sets columns of the rows that match. @throws OrmError `QUERY.CRITERIA_MISSING` for empty criteria. */
  update(criteria: Criteria<Entity>, values: PartialUpdate<Entity>): Promise<UpdateResult> {
    return this.manager.update(this.target, criteria, values);
  }

  /** Sets columns of every row. */
  updateAll(values: PartialUpdate<Entity>): Promise<UpdateResult> {
    return this.manager.updateAll(this.target, values);
  }

  /** Deletes the rows that match. @throws OrmError `QUERY.CRITERIA_MISSING` for empty criteria. */
  delete(criteria: Criteria<Entity>): Promise<DeleteResult> {
    return this.manager.delete(this.target, criteria);
  }

  /** Deletes every row. */
  deleteAll(): Promise<DeleteResult> {
    return this.manager.deleteAll(this.target);
  }

  /** Deletes the rows of entities; see {@link EntityManager.remove}. */
  remove(entities: readonly Entity[]): Promise<Entity[]>;
  remove(entity: Entity): Promise<Entity>;
  remove(given: Entity | readonly Entity[]): Promise<unknown> {
    return this.manager.remove(this.target, given as Entity);
  }

  /** Runs SQL as it is; rows come as objects by column name. */
  query<Row = Record<string, unknown>>(query: string | SqlFragment, parameters?: readonly unknown[]): Promise<Row[]> {
    return this.manager.query<Row>(query, parameters);
  }
}
