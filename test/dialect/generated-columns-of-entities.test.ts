import "reflect-metadata";
import { DataSource } from "../../src/data-source/data-source";
import type { DataSourceOptions } from "../../src/data-source/data-source-options";
import { Column } from "../../src/metadata/decorators/column";
import { Entity } from "../../src/metadata/decorators/entity";
import { Generated } from "../../src/metadata/decorators/generated";
import { PrimaryColumn, PrimaryGeneratedColumn } from "../../src/metadata/decorators/primary-column";
import { Unique } from "../../src/metadata/decorators/unique";
import type { EntityClass } from "../../src/metadata/entity-target";
import { describeEachDatabase } from "../support/databases";
import { showSkipped } from "../support/show-skipped";

@Entity()
class Ticket {
  @PrimaryGeneratedColumn("uuid") id!: string;
  @Column() @Generated("uuid") token!: string;
  @Column() text!: string;
}

@Entity()
@Unique(["number"])
class Numbered {
  @PrimaryColumn() code!: string;
  @Column() @Generated() number!: number;
}

@Entity()
class Twice {
  @PrimaryGeneratedColumn() id!: number;
  @Column() @Generated() number!: number;
}

describeEachDatabase("@Generated() beside @Column()", (database) => {
  const open = async (entities: readonly EntityClass[]): Promise<DataSource> => {
    const options = { ...(await database.createEmpty()), entities };
    const dataSource = await new DataSource(options as unknown as DataSourceOptions).initialize();
    await dataSource.synchronize();
    return dataSource;
  };
  const { numbering } = database.capabilities;

  it("makes a random value where none is given", async () => {
    const dataSource = await open([Ticket]);
    const tickets = dataSource.getRepository(Ticket);
    const saved = await tickets.save({ text: "a" });
    const found = await tickets.findOneByOrFail({ id: saved.id });
    expect(found).toEqual({ id: saved.id, token: expect.stringMatching(/^[0-9a-f-]{36}$/i), text: "a" });
    expect(found.token).not.toBe(found.id);
    await dataSource.destroy();
  });

  if (numbering === "primaryKey")
    showSkipped("numbers a column that is no primary key (it numbers primary keys alone)");
  else
    it("numbers a column that is no primary key", async () => {
      const dataSource = await open([Numbered]);
      const repository = dataSource.getRepository(Numbered);
      const saved = [await repository.save({ code: "a" }), await repository.save({ code: "b" })];
      expect(saved.map(({ number }) => number)).toEqual([1, 2]);
      await dataSource.destroy();
    });

  if (numbering === "any")
    it("numbers several columns of a table", async () => {
      const dataSource = await open([Twice]);
      const saved = await dataSource.getRepository(Twice).save({});
      expect(saved).toEqual({ id: 1, number: 1 });
      await dataSource.destroy();
    });
  else
    it("is refused for a second column of a table", async () => {
      const message = expect.stringContaining('entity "Twice", property "number"') as string;
      await expect(open([Twice])).rejects.toMatchObject({ code: "ENTITY.OPTION_INVALID", message });
    });
});
