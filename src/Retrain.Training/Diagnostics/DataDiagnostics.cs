using Retrain.Runtime.Diagnostics;

namespace Retrain.Training.Diagnostics;

/// <summary>
/// RT1xxx: problems with the images. RT1003 to RT1005, which the runtime reports too, are in <see cref="ImageDiagnostics"/>.
/// </summary>
internal static class DataDiagnostics
{
    private const string NoImageFolderCode = "RT1001";
    private const string FilesOfAKindCode = "RT1024";

    /// <summary>Whether the images are at fault, as opposed to the cache, a backbone or an option.</summary>
    public static bool IsAboutData(Diagnostic diagnostic) => diagnostic.Code.StartsWith("RT1", StringComparison.Ordinal);

    /// <summary>Whether the test accuracy is too low, unknown, or worse than the baseline's.</summary>
    public static bool IsAboutAccuracy(Diagnostic diagnostic) => diagnostic.Code is "RT1016" or "RT1017" or "RT1041";

    /// <summary>Whether the command line names a folder of images that does not exist.</summary>
    public static bool IsAboutAMissingFolder(Diagnostic diagnostic) => diagnostic.Code == NoImageFolderCode;

    public static Diagnostic NoImageFolder(string imageDir) =>
        new(Severity.Error, NoImageFolderCode, imageDir, File.Exists(imageDir)
            ? "is a file, not a folder; name the folder whose sub-folders are the categories."
            : "does not exist; name a folder whose sub-folders are the categories.");

    public static Diagnostic NoCategories(string imageDir) =>
        new(Severity.Error, "RT1002", imageDir,
            "has no sub-folders; create one folder of images for each category, for instance daisy/ and roses/.");

    public static Diagnostic FewImages(string folder, int count) =>
        new(Severity.Warning, "RT1006", folder,
            $"has only {Count(count, "image")}, fewer than 20, which may cause issues; add more.");

    public static Diagnostic TooManyImages(string folder, int count, int maximum) =>
        new(Severity.Warning, "RT1007", folder,
            $"has {count} images, more than {maximum}, so some may never be selected; split the category.");

    public static Diagnostic EmptyCategory(string folder) =>
        new(Severity.Warning, "RT1008", folder, "contains no images and is left out; add images or remove the folder.");

    public static Diagnostic OnlyEmptyCategories(string imageDir, int folderCount) =>
        new(Severity.Error, "RT1009", imageDir, folderCount == 1
            ? "has no images in its only sub-folder; put at least 20 there, and as many in another one for a second category."
            : $"has no images in any of its {folderCount} sub-folders; put at least 20 in each.");

    public static Diagnostic OneCategory(string imageDir, string folderName) =>
        new(Severity.Error, "RT1010", imageDir,
            $"has only one category with images, '{folderName}'; a classifier needs at least two, each in its own sub-folder.");

    public static Diagnostic LabelWithLineBreak(string folder) =>
        new(Severity.Error, "RT1011", folder,
            "has a line break in its name, which cannot be a line of the labels file; rename the folder.");

    public static Diagnostic LinkLoop(string folder) =>
        new(Severity.Warning, "RT1012", folder, "links to one of its parent folders and is not followed; remove the link.");

    /// <param name="set">The name of the empty set.</param>
    /// <param name="moved">The number of images that were moved into it.</param>
    /// <param name="donor">The name of the set that they came from, or "other" for several sets.</param>
    public static Diagnostic EmptySet(string folder, string set, int moved, string donor) =>
        new(Severity.Warning, "RT1013", folder, moved > 0
            ? $"no image fell into the {set} set, so {moved} of the {donor} images {(moved == 1 ? "was" : "were")} moved there; "
              + "add images for a reliable result."
            : $"no image is left for the {set} set, so the set lacks this category; add images.");

    /// <param name="isLeftOut">Whether the run goes on without the folder.</param>
    public static Diagnostic NothingReadable(string folder, int count, bool isLeftOut) =>
        new(isLeftOut ? Severity.Warning : Severity.Error, "RT1014", folder,
            $"contains {Count(count, "file")}, none of which is a readable image{(isLeftOut ? ", and is left out" : "")}; "
            + "replace them or remove the folder.");

    public static Diagnostic UnreadableInStrictMode(string imageDir, int count, string noun) =>
        new(Severity.Error, "RT1015", imageDir,
            $"{Count(count, noun)}, named above, cannot be read, and --strict is given; fix or remove them.");

    /// <param name="consequence">A clause about the model, for instance "nothing was written".</param>
    public static Diagnostic AccuracyBelowMinimum(string imageDir, double accuracyPercent, double minimumPercent, string consequence) =>
        new(Severity.Error, "RT1016", imageDir,
            FormattableString.Invariant($"test accuracy {accuracyPercent:F1}% is below --minimum_test_accuracy {minimumPercent:F1}%, ")
            + $"so {consequence}; add or clean up images, or lower the minimum.");

    public static Diagnostic NoTestImages(string imageDir, double minimumPercent) =>
        new(Severity.Error, "RT1017", imageDir,
            FormattableString.Invariant($"has no test images, so --minimum_test_accuracy {minimumPercent:F1}% cannot be checked; ")
            + "raise --testing_percentage or add images.");

    public static Diagnostic SplitConflict(string image, string twin) =>
        new(Severity.Warning, "RT1018", image,
            $"has the same bytes as {twin}, which has another label; decide which category is right and remove the other file.");

    public static Diagnostic ChangedDuringRun(string image) =>
        new(Severity.Error, "RT1019", image, "changed during the run; run again when the images no longer change.");

    /// <param name="step">The step that gave no number; <see langword="null"/> where the scores are too large to have a meaning.</param>
    public static Diagnostic TrainingDiverged(string imageDir, int? step) =>
        new(Severity.Error, "RT1020", imageDir,
            $"the training diverged: {(step is null
                ? "the scores are so large that every probability is 0 or 1"
                : $"the cross entropy is not a finite number at step {step}")}; lower --learning_rate.");

    public static Diagnostic FoldersLeftOut(string imageDir, int count) =>
        new(Severity.Warning, "RT1021", imageDir,
            $"{Count(count, "folder")}, named above, cannot be read, so no image in {(count == 1 ? "it" : "them")} is used; "
            + "check names and permissions, or pass --strict to stop instead.");

    public static Diagnostic NoImages(string folder) =>
        new(Severity.Error, "RT1022", folder, "contains no images, and neither do its sub-folders; name a folder with images.");

    public static Diagnostic NotAnInputsFile(string path, int line) =>
        new(Severity.Error, "RT1023", path,
            $"line {line} is not in the format that this version of Retrain.MSBuild writes; delete the file and build again.");

    /// <param name="example">The name of one of them.</param>
    public static Diagnostic HiddenLeftOut(string imageDir, int folders, int files, string example)
    {
        string[] parts = [.. new[] { (folders, "hidden folder"), (files, "hidden file") }.Where(part => part.Item1 > 0)
            .Select(part => Count(part.Item1, part.Item2))];
        return new(Severity.Warning, "RT1030", imageDir,
            $"contains {string.Join(" and ", parts)}, such as '{example}', which {(folders + files == 1 ? "is" : "are")} skipped; "
            + "rename any that hold photos.");
    }

    /// <param name="origin">The folder or project that the categories were read of.</param>
    /// <param name="sets">The names of the folders.</param>
    /// <param name="training">The path of the one that holds the training set.</param>
    public static Diagnostic LooksSplit(string origin, IReadOnlyList<string> sets, string training) =>
        new(Severity.Warning, "RT1031", origin,
            $"{string.Join(", ", sets.Take(sets.Count - 1))} and {sets[^1]} look like the sets of a split, but are used as categories; "
            + "use them as the split with --predefined_split (PredefinedSplit in a project), "
            + $"or name one set with --image_dir {training}.");

    public static Diagnostic NoTrainingSet(string imageDir) =>
        new(Severity.Error, "RT1032", imageDir,
            "has no folder train with a sub-folder for each category, which --predefined_split needs; "
            + "name the folder that contains train, val and test.");

    /// <param name="set">The name of the folder that is missing.</param>
    /// <param name="consequence">A clause about the model, for instance "the test accuracy is unknown".</param>
    public static Diagnostic NoSet(string imageDir, string set, string consequence) =>
        new(Severity.Warning, "RT1033", imageDir,
            $"has no folder {set} with a sub-folder for each category, so {consequence}; add it, or split without --predefined_split.");

    public static Diagnostic NotASet(string folder) =>
        new(Severity.Warning, "RT1034", folder,
            "is not one of the sets train, val and test of --predefined_split and is left out; rename it if it is one of them.");

    public static Diagnostic InNoSet(string path) =>
        new(Severity.Error, "RT1035", path,
            "is not below a folder train, val or test, which PredefinedSplit needs; move it there, or omit PredefinedSplit.");

    /// <param name="example">The name of one of the files.</param>
    /// <param name="message">The message that all files have in common.</param>
    public static Diagnostic FilesOfAKind(string folder, int count, string example, string message) =>
        new(Severity.Error, FilesOfAKindCode, folder, $"{count} files, such as {example}, cannot be read: {message}");

    public static Diagnostic NoLabelOfModel(string folder, string label, IReadOnlyList<string> nearest) =>
        new(Severity.Error, "RT1040", folder,
            $"'{label}' is not a label of the model"
            + (nearest.Count > 0 ? $", but {string.Join(" or ", nearest.Select(name => $"'{name}'"))} is" : "")
            + "; give the folder the name of a label, or leave it out.");

    /// <param name="consequence">A clause about a model that was trained, such as "nothing was written"; none where one was tested.</param>
    public static Diagnostic WorseThanBaseline(string origin, string baseline, string? consequence = null) =>
        new(Severity.Error, "RT1041", origin,
            (consequence is null ? $"is worse than {baseline} on these images"
                : $"the new model is worse than {baseline} on the test images, so {consequence}")
            + "; keep the latter, or test on more images.");

    /// <param name="graph">The model.</param>
    public static Diagnostic TestedOnKnownImages(string folder, int count, int total, string graph) =>
        new(Severity.Warning, "RT1042", folder,
            $"{count} of {Count(total, "image")} {(count == 1 ? "was" : "were")} in the training or validation set of {graph}, "
            + "so the accuracy may be too high; test with photos that it has not seen.");

    public static Diagnostic ExactDuplicate(string image, string twin) =>
        new(Severity.Warning, "RT1060", image, $"has the same bytes as {twin}; remove one of the two.");

    public static Diagnostic NearDuplicate(string image, string set, string twin, string twinSet) =>
        new(Severity.Warning, "RT1061", image,
            $"shows the same photo as {twin}"
            + (set == twinSet ? "" : $" and is in the {set} set while the other is in the {twinSet} set")
            + "; remove one of the two.");

    public static Diagnostic NearDuplicateUnderAnotherLabel(string image, string twin, string twinLabel) =>
        new(Severity.Warning, "RT1062", image,
            $"shows the same photo as {twin}, which has another label, '{twinLabel}'; "
            + "decide which category is right and remove the other file.");

    /// <param name="percentWithout"><see langword="null"/> when every test image is trained on.</param>
    public static Diagnostic Leakage(string imageDir, int count, int testCount, double percentWith, double? percentWithout) =>
        new(Severity.Warning, "RT1063", imageDir,
            $"{count} of {testCount} test images show{(count == 1 ? "s" : "")} a photo that is also trained on, "
            + (percentWithout >= percentWith ? "but the test accuracy is not higher for it: " : "so the test accuracy may be too high: ")
            + FormattableString.Invariant($"{percentWith:F1}% with {(count == 1 ? "it" : "them")}, ")
            + (percentWithout is null ? "and none is left without them" : FormattableString.Invariant($"{percentWithout:F1}% without"))
            + "; remove the duplicates, or give a photo's copies the same name up to _nohash_, which keeps them in one set.");

    public static Diagnostic LikelyWrongLabel(string image, string label, string suggestedLabel, double probability) =>
        new(Severity.Warning, "RT1064", image,
            $"looks like '{suggestedLabel}' rather than '{label}' "
            + FormattableString.Invariant($"({probability * 100:F0}%, according to a model that was not trained on it)")
            + "; if that is right, move it there.");

    public static Diagnostic Imbalanced(string folder, int count, string largestLabel, int largestCount) =>
        new(Severity.Warning, "RT1065", folder,
            $"has only {Count(count, "image")} while '{largestLabel}' has {largestCount}; "
            + "add some, or the category will be recognised less reliably.");

    public static Diagnostic RotatedByExif(string image, int orientation) =>
        new(Severity.Warning, "RT1066", image,
            $"has the EXIF orientation {orientation}, which --ignore_orientation ignores; save it upright, or drop the flag.");

    public static Diagnostic SimilarCategories(string folder, string label, string otherLabel, int confused, int total) =>
        new(Severity.Warning, "RT1067", folder,
            $"{confused} of the {total} images of '{label}' and '{otherLabel}' that got one of these two labels got the wrong one; "
            + "add images that show the difference, or merge the two.");

    public static Diagnostic Outlier(string image, double similarity, double median) =>
        new(Severity.Warning, "RT1068", image,
            "is unlike any other image "
            + FormattableString.Invariant($"(cosine similarity {similarity:F2} to the nearest one, where {median:F2} is usual)")
            + "; remove it if it does not belong here.");

    public static Diagnostic HugeImage(string image, int widthPixels, int heightPixels) =>
        new(Severity.Warning, "RT1069", image,
            $"has {widthPixels} x {heightPixels} pixels, which take long to decode and are not needed; scale it down.");

    public static Diagnostic WideGamut(string folder, int count, int total) =>
        new(Severity.Warning, "RT1071", folder,
            $"{count} of {Count(total, "image")} {(count == 1 ? "has" : "have")} a colour profile wider than sRGB, such as Display P3 or "
            + "Adobe RGB, which is ignored here, by TensorFlow and by Pillow, so that the colours look paler; "
            + "convert them to sRGB, unless the app gets photos with the same profile.");

    public static Diagnostic FindingsInStrictMode(string imageDir, int count) =>
        new(Severity.Error, "RT1070", imageDir,
            $"{Count(count, "problem")} found, and --strict is given; fix them, or omit --strict.");

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    /// <summary>Whether a file or a folder among the images cannot be read.</summary>
    public static bool IsUnreadable(Diagnostic diagnostic) => diagnostic.Code is "RT1003" or "RT1004" or "RT1005" or FilesOfAKindCode;
}
