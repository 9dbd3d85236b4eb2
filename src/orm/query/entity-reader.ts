import type { ResolvedDialect } from "../../dialect/dialect";
import { OrmError } from "../../errors/orm-error";
import type { CompileCache } from "../../session/compile-cache";
import { createCompileCache } from "../../session/compile-cache";
import type { Session } from "../../session/session";
import type { MappedEntity } from "../hydrate/mapped-entity";
import { buildCountPlan, buildExistsPlan, buildReadPlan } from "./build-read-plan";
import type { ReadPlan, ScalarPlan } from "./read-plan";
import { ShapeReader, type UntypedFindOptions } from "./shape-reader";

/** Finds entities: find options to a shape, the shape to a plan that is made once, the plan to entities. */
export interface EntityReader {
  find(session: Session, entity: MappedEntity, options: UntypedFindOptions): Promise<object[]>;
  /** @throws OrmError `QUERY.CRITERIA_MISSING` without `where`. */
  findOne(session: Session, entity: MappedEntity, options: UntypedFindOptions): Promise<object | null>;
  count(session: Session, entity: MappedEntity, options: UntypedFindOptions): Promise<number>;
  exists(session: Session, entity: MappedEntity, options: UntypedFindOptions): Promise<boolean>;
}

export function createEntityReader(dialect: ResolvedDialect): EntityReader {
  const readPlans = createCompileCache<ReadPlan>();
  const scalarPlans = createCompileCache<ScalarPlan>();
  const usesArrays = dialect.capabilities.arrayParameters;

  function readShape(prefix: string, entity: MappedEntity, options: UntypedFindOptions): ShapeReader {
    const shape = new ShapeReader(`${prefix}${entity.id}`, usesArrays);
    shape.options(entity, options);
    return shape;
  }

  function read(
    session: Session,
    entity: MappedEntity,
    options: UntypedFindOptions,
    isSingle: boolean,
  ): Promise<object[]> {
    const { key, values } = readShape(isSingle ? "1:" : "n:", entity, options);
    const plan = planFor(readPlans, key, () => buildReadPlan(dialect, entity, options, isSingle));
    return plan.run(session, values);
  }

  return {
    async find(session, entity, options) {
      return read(session, entity, options, false);
    },
    async findOne(session, entity, options) {
      if (options.where === undefined || options.where === null) throw criteriaMissing(entity);
      return (await read(session, entity, options, true))[0] ?? null;
    },
    async count(session, entity, options) {
      const conditions = { where: options.where, withDeleted: options.withDeleted };
      const { key, values } = readShape("c:", entity, conditions);
      const plan = planFor(scalarPlans, key, () => buildCountPlan(dialect, entity, conditions));
      return Number(await plan.run(session, values));
    },
    async exists(session, entity, options) {
      const conditions = { where: options.where, withDeleted: options.withDeleted };
      const { key, values } = readShape("x:", entity, conditions);
      const plan = planFor(scalarPlans, key, () => buildExistsPlan(dialect, entity, conditions));
      return (await plan.run(session, values)) !== undefined;
    },
  };
}

function planFor<Plan>(plans: CompileCache<Plan>, key: string, build: () => Plan): Plan {
  let plan = plans.get(key);
  if (plan === undefined) plans.set(key, (plan = build()));
  return plan;
}

function criteriaMissing(entity: MappedEntity): OrmError {
  return new OrmError("QUERY.CRITERIA_MISSING", `entity "${entity.name}": finding one row needs conditions`, {
    hint: "Give where, or use find({ take: 1 }) where any row will do.",
  });
}
