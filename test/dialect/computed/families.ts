import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { AfterLoad } from "../../../src/metadata/decorators/listeners";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";
import { RelationId } from "../../../src/metadata/decorators/relation-id";
import { ChildEntity, TableInheritance } from "../../../src/metadata/decorators/table-inheritance";
import { VirtualColumn } from "../../../src/metadata/decorators/virtual-column";

/** Two classes of which one extends the other, in tables as the pattern says. */
function family(pattern: "STI" | "JOINED") {
  const prefix = pattern.toLowerCase();

  @Entity(`${prefix}_owner`)
  class Owner {
    @PrimaryGeneratedColumn() id!: number;
    @Column() name!: string;
  }

  @Entity(`${prefix}_animal`)
  @TableInheritance({ pattern })
  class Animal {
    @PrimaryGeneratedColumn() id!: number;
    @Column() name!: string;
    @ManyToOne(() => Owner, { nullable: true }) owner!: Owner | null;
    @RelationId("owner") ownerId!: number | null;
    @VirtualColumn({ query: (alias) => `upper(${alias}.name)` }) shout!: string;
    heard?: string;
    @AfterLoad() hear(): void {
      this.heard = "Animal";
    }
  }

  @ChildEntity("dog")
  class Dog extends Animal {
    @Column() tricks!: number;
    @VirtualColumn({ query: (alias) => `${alias}.tricks * 2` }) twice!: number;
    @AfterLoad() bark(): void {
      this.heard = "Dog";
    }
  }

  return { Owner, Animal, Dog };
}

export const families = { STI: family("STI"), JOINED: family("JOINED") };

export const familyEntities = Object.values(families).flatMap((classes) => Object.values(classes));
