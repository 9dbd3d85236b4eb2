/** What the compiler says of the decorators of `ormolu/es`. Compiled, never run. */
import {
  AfterLoad,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  PrimaryGeneratedColumn,
} from "../../src/entry/es";
import type { HasDefault, Stored } from "../../src/metadata/row-shapes";

enum Role {
  Reader = "reader",
  Writer = "writer",
}

class Address {
  @Column("varchar") city!: string;
}

@Entity("fits")
@Index(["text"])
export class Fits {
  @PrimaryGeneratedColumn() id!: HasDefault<number>;
  @PrimaryGeneratedColumn("uuid") uuid!: string;
  @Column("varchar", { length: 10, nullable: true }) text!: string | null;
  @Column({ type: "bigint" }) big!: bigint;
  @Column("decimal", { precision: 10, scale: 2 }) price!: string;
  @Column("enum", { enum: Role }) role!: Role;
  @Column({ enum: Role }) other!: Role;
  @Column("timestamp") at!: Date;
  @Column("json") data!: Stored<{ theme: string }>;
  @Column("varchar", { transformer: { to: String, from: Number } }) changed!: number;
  @Column({ type: "integer", array: true }) list!: number[];
  @Column("tsrange") native!: [Date, Date];
  @Column(() => Address) address!: Address;
  @CreateDateColumn() createdAt!: HasDefault<Date>;
  @ManyToOne(() => Fits, (fits) => fits.children) parent!: Fits | null;
  @OneToMany(() => Fits, (fits) => fits.parent) children!: Fits[];
  @AfterLoad() greet(): void {}
}

export class DoesNotFit {
  // @ts-expect-error a number is no text
  @Column("varchar") a!: number;
  // @ts-expect-error a text is no whole number
  @PrimaryColumn({ type: "int" }) b!: Date;
  // @ts-expect-error a text has no digits
  @Column("varchar", { precision: 3 }) c!: string;
  // @ts-expect-error the type must be named
  @Column() d!: string;
  // @ts-expect-error the type must be named
  @Column({ nullable: true }) e!: string;
  // @ts-expect-error the relation leads to one entity
  @ManyToOne(() => Fits) f!: Fits[];
  // @ts-expect-error the relation leads to a list
  @OneToMany(() => Fits, (fits) => fits.parent) g!: Fits;
  // @ts-expect-error the other side is a property of the entity there
  @ManyToOne(() => Fits, (fits) => fits.nothing) h!: Fits;
  // @ts-expect-error the embedded class is another
  @Column(() => Address) i!: Fits;
  // @ts-expect-error a time is no number
  @CreateDateColumn() j!: number;
  // @ts-expect-error a column is a field
  @Column("text") k(): void {}
}
