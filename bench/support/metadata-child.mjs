/** One measurement of `bench/metadata.mjs`: `metadata-child.mjs <library> <entities>` prints one line of JSON. */
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const [library, count] = [process.argv[2], Number(process.argv[3])];
const here = path.dirname(fileURLToPath(import.meta.url));
const checkout = process.env.ORMOLU_BENCH_CHECKOUT ?? path.resolve(here, "..", "..");
const ownRequire = createRequire(import.meta.url);
const peerRequire = createRequire(`${process.cwd()}/package.json`);

/** The columns of every entity beside its key: name, type, what else is said. */
const COLUMNS = [
  ["name", "varchar", { length: 100 }],
  ["slug", "varchar", { length: 60 }],
  ["title", "varchar", { length: 200, nullable: true }],
  ["body", "text", {}],
  ["count", "integer", { default: 0 }],
  ["price", "decimal", { precision: 10, scale: 2 }],
  ["isActive", "boolean", { default: true }],
  ["bornOn", "date", { nullable: true }],
  ["data", "json", { nullable: true }],
  ["createdAt", "datetime", {}],
  ["updatedAt", "datetime", {}],
];

/** A class with a name and decorated members; `members` are `[property, ...decorators]`. */
function declare(name, members, decorators) {
  const target = { [name]: class {} }[name];
  for (const [property, ...all] of members) for (const decorator of all) decorator(target.prototype, property);
  for (const decorator of decorators) decorator(target);
  return target;
}

const contenders = {
  async ormolu() {
    const orm = ownRequire(path.join(checkout, "dist", "entry", "index.js"));
    const { buildEntityMetadatas } = ownRequire(path.join(checkout, "dist", "metadata", "build-entity-metadatas.js"));
    return { declare: (count) => declareOwn(orm, count), build: (classes) => buildEntityMetadatas(classes) };
  },
  async typeorm() {
    peerRequire("reflect-metadata");
    const orm = peerRequire("typeorm");
    return {
      declare: (count) => declareOwn(orm, count),
      async build(entities) {
        const dataSource = new orm.DataSource({
          type: "better-sqlite3",
          database: ":memory:",
          driver: driver(),
          entities,
        });
        await dataSource.buildMetadatas();
        return dataSource;
      },
    };
  },
  async "mikro-orm"() {
    const { MikroORM, ReflectMetadataProvider } = await mikro();
    const legacy = await importPeer("@mikro-orm/decorators/legacy");
    const { SqliteDriver } = await importPeer("@mikro-orm/sqlite");
    return {
      declare: (count) => declareMikro(legacy, count),
      async build(entities) {
        const provider = ReflectMetadataProvider ?? legacy.ReflectMetadataProvider;
        return new MikroORM({
          driver: SqliteDriver,
          dbName: ":memory:",
          entities,
          metadataProvider: provider,
          metadataCache: { enabled: false },
        });
      },
    };
  },
};

/** Every class refers to itself, so that both sides of the relation are there. */
function declareOwn(orm, count) {
  const classes = [];
  for (let index = 0; index < count; index += 1) {
    const own = () => classes[index];
    classes[index] = declare(
      `Entity${index}`,
      [
        ["id", orm.PrimaryGeneratedColumn({ type: "integer" })],
        ...COLUMNS.map(([property, type, options]) => [property, orm.Column(type, options)]),
        ["parent", orm.ManyToOne(own, (one) => one.children, { nullable: true })],
        ["children", orm.OneToMany(own, (one) => one.parent)],
      ],
      [orm.Index(["name", "count"]), orm.Unique(["slug"]), orm.Entity()],
    );
  }
  return classes;
}

function declareMikro(orm, count) {
  const classes = [];
  for (let index = 0; index < count; index += 1) {
    const own = () => classes[index];
    classes[index] = declare(
      `Entity${index}`,
      [
        ["id", orm.PrimaryKey({ type: "integer" })],
        ...COLUMNS.map(([property, type, options]) => [property, orm.Property({ type, ...options })]),
        ["parent", orm.ManyToOne({ entity: own, nullable: true })],
        ["children", orm.OneToMany({ entity: own, mappedBy: "parent" })],
      ],
      [orm.Index({ properties: ["name", "count"] }), orm.Unique({ properties: ["slug"] }), orm.Entity()],
    );
  }
  return classes;
}

const importPeer = (name) => import(peerRequire.resolve(name));
const mikro = () => importPeer("@mikro-orm/core");

/** TypeORM wants a driver's module although nothing is opened. */
function driver() {
  return class {};
}

const { declare: declareEntities, build } = await contenders[library]();
// What a library loads at its first use belongs to its import.
const warm = await build(declareEntities(1));
if (warm === undefined) throw new Error("nothing was built");
globalThis.gc();
const before = process.memoryUsage().heapUsed;
const start = performance.now();
const classes = declareEntities(count);
const decorated = performance.now();
const built = await build(classes);
const end = performance.now();
globalThis.gc();
const memory = process.memoryUsage().heapUsed - before;
if (built === undefined) throw new Error("nothing was built");
console.log(JSON.stringify({ decorate: decorated - start, build: end - decorated, memory }));
