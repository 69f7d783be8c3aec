namespace Retrain.Tool.Commands;

/// <summary>Sorts the flags of a help text by what they are about, where there are too many to look through.</summary>
internal static class HelpGroups
{
    // Fewer are seen at a glance.
    private const int FewestFlags = 15;

    private const string Heading = "Options:";

    private static readonly (string Heading, string[] Flags)[] Groups =
    [
        ("Photos:",
        [
            "image_dir", "image", "testing_percentage", "validation_percentage", "predefined_split", "split_salt", "decisions",
            "ignore_orientation", "max_megapixels",
        ]),
        ("Model:", ["graph", "labels", "output_layer"]),
        ("Decisions:", ["apply", "move_to", "undo"]),
        ("Files:",
        [
            "output_graph", "output_onnx", "output_labels", "output_manifest", "report", "summaries_dir", "intermediate_output_graphs_dir",
            "intermediate_store_frequency",
        ]),
        ("Training:",
        [
            "how_many_training_steps", "learning_rate", "train_batch_size", "eval_step_interval", "validation_batch_size", "seed",
            "final_tensor_name", "no_calibration", "believed_error",
        ]),
        ("Test:",
        [
            "test_batch_size", "print_misclassified_test_images", "minimum_test_accuracy", "baseline_graph", "baseline_labels",
            "fail_if_worse",
        ]),
        ("Distortions:", ["flip_left_right", "random_crop", "random_scale", "random_brightness", "distortion_variants"]),
        ("Backbone and how it takes images:",
        [
            "architecture", "choose", "model_dir", "input_tensor", "bottleneck_tensor", "input_layer", "input_size", "input_height",
            "input_width", "input_mean", "input_std", "resize", "filter", "crop", "crop_pct", "rescale", "channel_order",
        ]),
    ];

    /// <summary>Puts the flags of a help text below headings.</summary>
    /// <param name="help">The help text, whose options are a list below one heading.</param>
    public static IEnumerable<string> In(IReadOnlyList<string> help)
    {
        string[] before = [.. help.TakeWhile(line => line != Heading)];
        string[] options = [.. help.Skip(before.Length + 1).TakeWhile(line => line.Length > 0)];
        List<string[]> flags = [.. Flags(options)];
        if (flags.Count < FewestFlags)
        {
            return help;
        }

        // A heading for a single flag says no more than the flag.
        HashSet<string> headings =
            [.. flags.CountBy(lines => Group(NameOf(lines))).Where(group => group.Value > 1).Select(group => group.Key)];
        ILookup<string, string[]> byGroup =
            flags.ToLookup(lines => Group(NameOf(lines)) is string heading && headings.Contains(heading) ? heading : Heading);
        return
        [
            .. before,
            .. Groups.Where(group => byGroup.Contains(group.Heading)).SelectMany(group => (string[])
            [
                group.Heading,
                .. byGroup[group.Heading].OrderBy(lines => Array.IndexOf(group.Flags, NameOf(lines))).SelectMany(lines => lines),
                "",
            ]),
            Heading,
            .. byGroup[Heading].SelectMany(lines => lines),
            .. help.Skip(before.Length + 1 + options.Length),
        ];
    }

    // On a terminal, a description goes on in lines of its own, far from the margin.
    private static IEnumerable<string[]> Flags(string[] lines)
    {
        int[] starts = [.. lines.Index().Where(line => line.Item.StartsWith("  -", StringComparison.Ordinal)).Select(line => line.Index)];
        return starts.Zip([.. starts.Skip(1), lines.Length], (start, end) => lines[start..end]);
    }

    private static string NameOf(string[] lines) => lines[0].TrimStart().TrimStart('-').Split(' ')[0];

    private static string Group(string flag) => Groups.FirstOrDefault(group => group.Flags.Contains(flag)).Heading ?? Heading;
}
