namespace Athanor.Datasets.Checks.Globs;

/// <summary>A pattern as a small machine with many states at once (Thompson's construction): a path is read once, letter by letter.</summary>
internal sealed class GlobMachine
{
    private readonly List<State> _states = [];
    private int _start;

    private enum Move
    {
        /// <summary>The whole path is read.</summary>
        Match,

        /// <summary>On one letter.</summary>
        Letter,

        /// <summary>On any letter but the slash.</summary>
        Any,

        /// <summary>Stays on any letter but the slash; goes on without one.</summary>
        Star,

        /// <summary>Stays on any letter; goes on without one.</summary>
        DeepStar,

        /// <summary>Goes on without a letter, both ways.</summary>
        Fork,
    }

    private readonly record struct State(Move Move, int Next = 0, int Other = 0, char Letter = '\0');

    public static GlobMachine Of(IReadOnlyList<GlobPart> parts)
    {
        var machine = new GlobMachine();
        machine._start = machine.Add(parts, machine.Add(new State(Move.Match)));
        return machine;
    }

    public bool Matches(string path)
    {
        var (now, then) = (new ActiveStates(_states.Count), new ActiveStates(_states.Count));
        Enter(_start, now);
        foreach (var letter in path)
        {
            if (now.Count == 0) return false;
            then.Clear();
            for (var i = 0; i < now.Count; i++) Step(now[i], letter, then);
            (now, then) = (then, now);
        }
        return now.Contains(0);
    }

    private void Step(int index, char letter, ActiveStates then)
    {
        var state = _states[index];
        switch (state.Move)
        {
            case Move.Letter when letter == state.Letter:
            case Move.Any when letter != '/':
                Enter(state.Next, then);
                break;
            case Move.Star when letter != '/':
            case Move.DeepStar:
                Enter(index, then);
                break;
        }
    }

    // Chains of states that need no letter are as deep as the pattern is long, and a pattern's length is bounded.
    private void Enter(int index, ActiveStates active)
    {
        if (!active.Add(index)) return;
        var state = _states[index];
        if (state.Move is Move.Star or Move.DeepStar or Move.Fork) Enter(state.Next, active);
        if (state.Move is Move.Fork) Enter(state.Other, active);
    }

    // From the last part to the first: each is built in front of what follows it.
    private int Add(IReadOnlyList<GlobPart> parts, int next) => parts.Reverse().Aggregate(next, (following, part) => Add(part, following));

    private int Add(GlobPart part, int next) => part switch
    {
        GlobPart.Letter letter => Add(new State(Move.Letter, next, Letter: letter.Value)),
        GlobPart.AnyLetter => Add(new State(Move.Any, next)),
        GlobPart.AnyLetters => Add(new State(Move.Star, next)),
        GlobPart.Everything => Add(new State(Move.DeepStar, next)),
        GlobPart.AnyFolders => Add(new State(Move.Fork, next, Add(new State(Move.DeepStar, Add(new State(Move.Letter, next, Letter: '/')))))),
        GlobPart.Either either => either.Choices.Select(choice => Add(choice, next)).ToList().Aggregate((left, right) => Add(new State(Move.Fork, left, right))),
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    private int Add(State state)
    {
        _states.Add(state);
        return _states.Count - 1;
    }

    /// <summary>A set of states that keeps their order and forgets in one step.</summary>
    private sealed class ActiveStates(int capacity)
    {
        private readonly int[] _order = new int[capacity];
        private readonly int[] _places = new int[capacity];

        public int Count { get; private set; }

        public int this[int place] => _order[place];

        public bool Contains(int state) => _places[state] < Count && _order[_places[state]] == state;

        public bool Add(int state)
        {
            if (Contains(state)) return false;
            _places[state] = Count;
            _order[Count++] = state;
            return true;
        }

        public void Clear() => Count = 0;
    }
}
