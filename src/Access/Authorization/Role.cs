namespace Athanor.Access.Authorization;

/// <summary>Each role may do all that the one before it may.</summary>
public enum Role
{
    None,

    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Changes data, runs and models.</summary>
    Contributor,

    /// <summary>Runs the machine: queues, deployments, projects.</summary>
    Operator,

    /// <summary>Decides who may do what.</summary>
    Admin,
}
