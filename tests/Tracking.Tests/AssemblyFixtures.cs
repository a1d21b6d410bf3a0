using Athanor.Conformance.Engines;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
