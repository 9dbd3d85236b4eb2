import { defineSet } from "../entity-set";

/** Foreign keys without a relation. */
export const foreignKeySets = [
  defineSet("a foreign key of a property", { covers: ["ForeignKey"] }, (orm) => {
    @orm.Entity()
    class City {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class Street {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ForeignKey(() => City)
      @orm.Column()
      cityId!: number;
    }
    return [City, Street];
  }),
  defineSet("a foreign key to another column", { covers: ["ForeignKey"] }, (orm) => {
    @orm.Entity()
    class City {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column({ unique: true, length: 20 })
      code!: string;
    }
    @orm.Entity()
    class Street {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ForeignKey<City>(() => City, (city) => city.code)
      @orm.Column({ length: 20 })
      cityCode!: string;
      @orm.ForeignKey("City", "code", { name: "fk_other" })
      @orm.Column({ length: 20, name: "other_code" })
      otherCode!: string;
    }
    return [City, Street];
  }),
  defineSet(
    "what a foreign key does",
    { covers: ["ForeignKey.onDelete", "ForeignKey.onUpdate", "ForeignKey.name"] },
    (orm) => {
      @orm.Entity()
      class City {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.Entity()
      class Street {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ForeignKey(() => City, { name: "fk_city", onDelete: "CASCADE", onUpdate: "RESTRICT" })
        @orm.Column()
        cityId!: number;
        @orm.ForeignKey(() => City, { onDelete: "SET NULL" })
        @orm.Column({ nullable: true })
        secondId!: number;
      }
      return [City, Street];
    },
  ),
  defineSet(
    "a foreign key that is checked at the end",
    { covers: ["ForeignKey.deferrable"], on: ["postgres", "sqlite"] },
    (orm) => {
      @orm.Entity()
      class City {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.Entity()
      class Street {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ForeignKey(() => City, { deferrable: "INITIALLY DEFERRED" })
        @orm.Column()
        cityId!: number;
      }
      return [City, Street];
    },
  ),
  defineSet("a foreign key of a class", { covers: ["ForeignKey"] }, (orm) => {
    @orm.Entity()
    class City {
      @orm.PrimaryColumn()
      country!: number;
      @orm.PrimaryColumn()
      number!: number;
    }
    @orm.Entity()
    @orm.ForeignKey(() => City, ["country", "cityNumber"], ["country", "number"])
    @orm.ForeignKey("City", ["country", "oldNumber"], ["country", "number"], { name: "fk_old", onDelete: "CASCADE" })
    class Street {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      country!: number;
      @orm.Column({ name: "city_number" })
      cityNumber!: number;
      @orm.Column()
      oldNumber!: number;
    }
    return [City, Street];
  }),
];
