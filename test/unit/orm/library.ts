import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { ManyToMany } from "../../../src/metadata/decorators/many-to-many";
import { JoinTable } from "../../../src/metadata/decorators/join-table";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { OneToMany } from "../../../src/metadata/decorators/one-to-many";
import { PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";
import { UpdateDateColumn } from "../../../src/metadata/decorators/special-columns";
import type { Relation } from "../../../src/metadata/entity-target";

@Entity()
export class Writer {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column()
  name!: string;

  @OneToMany(() => Novel, (novel) => novel.writer)
  novels!: Novel[];
}

@Entity()
export class Novel {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column()
  title!: string;

  @Column({ type: "integer", nullable: true })
  pages!: number | null;

  @UpdateDateColumn()
  updatedAt!: Date;

  @ManyToOne(() => Writer, (writer) => writer.novels)
  writer!: Relation<Writer> | null;

  @ManyToMany(() => Genre, (genre) => genre.novels)
  @JoinTable()
  genres!: Genre[];
}

@Entity()
export class Genre {
  @PrimaryGeneratedColumn()
  id!: number;

  @ManyToMany(() => Novel, (novel) => novel.genres)
  novels!: Novel[];
}
