import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  type Relation,
} from "../../../../src/entry/index";

@Entity("teams")
export class Team {
  @PrimaryGeneratedColumn()
  id!: number;
}

@Entity("users")
@Check("users_age", "age > 0")
@Unique("users_email", ["email"])
export class User {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: "varchar" })
  email!: string;

  @Index("users_age_index", { concurrent: true })
  @Column({ type: "integer", nullable: true })
  age!: number | null;

  @ManyToOne(() => Team, { nullable: true })
  @JoinColumn({ name: "teamId", foreignKeyConstraintName: "users_team" })
  team!: Relation<Team> | null;
}
