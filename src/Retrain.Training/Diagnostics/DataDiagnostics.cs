using Retrain.Runtime.Diagnostics;
using Retrain.Training.DataChecks;
using Retrain.Training.Evaluation;
using Retrain.Training.Splits;

namespace Retrain.Training.Diagnostics;

/// <summary>RT1xxx: the images. RT1003 to RT1005, which the runtime reports too, are in <see cref="ImageDiagnostics"/>.</summary>
internal static class DataDiagnostics
{
    /// <summary>Whether the images are at fault, as opposed to the cache, a backbone or an option.</summary>
    public static bool IsAboutData(Diagnostic diagnostic) => diagnostic.Code.StartsWith("RT1", StringComparison.Ordinal);

    /// <summary>Whether the test accuracy is too low, unknown, or worse than the baseline's.</summary>
    public static bool IsAboutAccuracy(Diagnostic diagnostic) => diagnostic.Code is "RT1016" or "RT1017" or "RT1041";

    public static Diagnostic NoImageFolder(string imageDir) =>
        new(Severity.Error, "RT1001", imageDir, File.Exists(imageDir)
            ? "--image_dir is a file; name the folder whose sub-folders are the categories."
            : "the folder does not exist; name a folder whose sub-folders are the categories.");

    public static Diagnostic NoCategories(string imageDir) =>
        new(Severity.Error, "RT1002", imageDir,
            "has no sub-folders; make one folder of images for each category, for instance daisy/ and roses/.");

    public static Diagnostic FewImages(string folder, int count) =>
        new(Severity.Warning, "RT1006", folder,
            $"has only {count} image{(count == 1 ? "" : "s")}, fewer than 20, which may cause issues; add more.");

    public static Diagnostic TooManyImages(string folder, int count, int maximum) =>
        new(Severity.Warning, "RT1007", folder,
            $"has {count} images, more than {maximum}: some may never be selected; split the category.");

    public static Diagnostic EmptyCategory(string folder) =>
        new(Severity.Warning, "RT1008", folder, "has no images and is left out; add images or remove the folder.");

    public static Diagnostic OnlyEmptyCategories(string imageDir, int folderCount) =>
        new(Severity.Error, "RT1009", imageDir, $"no images in any of its {folderCount} sub-folders; put at least 20 in each.");

    public static Diagnostic OneCategory(string imageDir, string folderName) =>
        new(Severity.Error, "RT1010", imageDir,
            $"only one category with images, '{folderName}'; a classifier needs at least two, each in a sub-folder of its own.");

    public static Diagnostic LabelWithLineBreak(string folder) =>
        new(Severity.Error, "RT1011", folder,
            "the folder's name has a line break and cannot be a line of the labels file; rename the folder.");

    public static Diagnostic LinkLoop(string folder) =>
        new(Severity.Warning, "RT1012", folder, "links to a folder above itself and is not followed; remove the link.");

    public static Diagnostic EmptySet(string folder, Split split, int moved) =>
        new(Severity.Warning, "RT1013", folder, moved > 0
            ? $"no image fell into the {split.Name()} set; {moved} of the {(split is Split.Training ? "other" : "training")} images moved there. Add images for a reliable result."
            : $"no image is left for the {split.Name()} set, so this category is not part of it; add images.");

    public static Diagnostic NothingReadable(string folder, int count) =>
        new(Severity.Error, "RT1014", folder, $"none of its {count} files could be read as an image; replace them or remove the folder.");

    public static Diagnostic UnreadableInStrictMode(string imageDir, int count, string noun) =>
        new(Severity.Error, "RT1015", imageDir,
            $"{count} unreadable {noun}{(count == 1 ? "" : "s")}, named above, and --strict is given; mend or remove them.");

    /// <param name="consequence">What became of the model.</param>
    public static Diagnostic AccuracyBelowMinimum(string imageDir, double accuracyPercent, double minimumPercent, string consequence) =>
        new(Severity.Error, "RT1016", imageDir,
            FormattableString.Invariant($"test accuracy {accuracyPercent:F1} % is below --minimum_test_accuracy {minimumPercent:F1} %; ")
            + $"{consequence}. Add or clean images, or lower the minimum.");

    public static Diagnostic NoTestImages(string imageDir, double minimumPercent) =>
        new(Severity.Error, "RT1017", imageDir,
            FormattableString.Invariant($"no test images, so --minimum_test_accuracy {minimumPercent:F1} % cannot be shown; ")
            + "raise --testing_percentage or add images.");

    public static Diagnostic SplitConflict(string image, string twin) =>
        new(Severity.Warning, "RT1018", image,
            $"the same bytes as {twin}, under another label; decide which category it belongs to and remove the other.");

    public static Diagnostic ChangedDuringRun(string image) =>
        new(Severity.Error, "RT1019", image, "changed while the run was going on; run again when the images are at rest.");

    public static Diagnostic TrainingDiverged(string imageDir, int step) =>
        new(Severity.Error, "RT1020", imageDir,
            $"the training diverged: the cross entropy is no number at step {step}; lower --learning_rate.");

    public static Diagnostic FoldersLeftOut(string imageDir, int count) =>
        new(Severity.Warning, "RT1021", imageDir,
            $"{count} unreadable folder{(count == 1 ? "" : "s")}, named above, and no image in {(count == 1 ? "it" : "them")} is used; "
            + "check names and permissions, or give --strict to stop instead.");

    public static Diagnostic NoImages(string folder) =>
        new(Severity.Error, "RT1022", folder, "holds no image, nor does any folder in it; name a folder with images.");

    public static Diagnostic NotAnInputsFile(string path, int line) =>
        new(Severity.Error, "RT1023", path, $"line {line} is not what this version of Retrain.MSBuild writes; delete the file and build again.");

    public static Diagnostic NoLabelOfModel(string folder, string label, IReadOnlyList<string> nearest) =>
        new(Severity.Error, "RT1040", folder,
            $"'{label}' is no label of the model{(nearest.Count > 0 ? $", but {string.Join(" or ", nearest.Select(name => $"'{name}'"))} is" : "")}; "
            + "name the folder as one of its labels, or leave it out.");

    public static Diagnostic WorseThanBaseline(string graph, string baseline) =>
        new(Severity.Error, "RT1041", graph, $"is worse than {baseline} on these images; keep that one, or test on more images.");

    public static Diagnostic ExactDuplicate(string image, string twin) =>
        new(Severity.Warning, "RT1060", image, $"the same bytes as {twin}; remove one of the two.");

    public static Diagnostic NearDuplicate(string image, Split split, string twin, Split twinSplit) =>
        new(Severity.Warning, "RT1061", image,
            $"shows the same photo as {twin}"
            + (split == twinSplit ? "" : $", in the {split.Name()} set while the other is in the {twinSplit.Name()} set")
            + "; remove one of the two.");

    public static Diagnostic NearDuplicateUnderAnotherLabel(string image, string twin, string twinLabel) =>
        new(Severity.Warning, "RT1062", image,
            $"shows the same photo as {twin}, which has another label, '{twinLabel}'; decide which category it belongs to and remove the other.");

    public static Diagnostic Leakage(string imageDir, int count, Accuracy withThem, Accuracy withoutThem) =>
        new(Severity.Warning, "RT1063", imageDir,
            $"{count} of {withThem.Total} test images show{(count == 1 ? "s" : "")} a photo that is trained on, so the test accuracy may be too high: "
            + FormattableString.Invariant($"{withThem.Percent:F1} % with {(count == 1 ? "it" : "them")}, ")
            + (withoutThem.Total == 0 ? "and none is left without" : FormattableString.Invariant($"{withoutThem.Percent:F1} % without"))
            + "; remove the duplicates, or name a photo's copies alike up to _nohash_, which keeps them in one set.");

    public static Diagnostic LikelyWrongLabel(string image, string label, string suggestedLabel, double probability) =>
        new(Severity.Warning, "RT1064", image,
            $"looks like '{suggestedLabel}' rather than '{label}' "
            + FormattableString.Invariant($"({probability * 100:F0} %, by a head that never saw it)")
            + "; if it is, move it there.");

    public static Diagnostic Imbalanced(string folder, int count, string largestLabel, int largestCount) =>
        new(Severity.Warning, "RT1065", folder,
            $"has {count} image{(count == 1 ? "" : "s")} where '{largestLabel}' has {largestCount}; add some, it will be recognised less reliably.");

    public static Diagnostic RotatedByExif(string image, int orientation) =>
        new(Severity.Warning, "RT1066", image,
            $"is turned by its EXIF orientation, {orientation}, which neither training nor most apps regard; save it upright.");

    public static Diagnostic SimilarCategories(string folder, string label, string otherLabel, int confused, int total) =>
        new(Severity.Warning, "RT1067", folder,
            $"{confused} of the {total} images of '{label}' and '{otherLabel}' are taken for the other; "
            + "add images that show the difference, or merge the two.");

    public static Diagnostic Outlier(string image, double similarity, double median) =>
        new(Severity.Warning, "RT1068", image,
            "is unlike any other image "
            + FormattableString.Invariant($"(cosine {similarity:F2} with its nearest, where {median:F2} is usual)")
            + "; remove it if it does not belong here.");

    public static Diagnostic HugeImage(string image, int widthPixels, int heightPixels) =>
        new(Severity.Warning, "RT1069", image,
            $"has {widthPixels} x {heightPixels} pixels, which take long to decode and are not looked at; scale it down.");

    public static Diagnostic FindingsInStrictMode(string imageDir, int count) =>
        new(Severity.Error, "RT1070", imageDir,
            $"{count} problem{(count == 1 ? "" : "s")} found, and --strict is given; mend them, or leave --strict out.");

    /// <summary>What a problem that was met while images were read is to a data check; <see langword="null"/> where it is not the images'.</summary>
    public static FindingKind? KindOf(Diagnostic diagnostic) => diagnostic.Code switch
    {
        "RT1003" or "RT1004" or "RT1005" => FindingKind.Unreadable,
        "RT1006" or "RT1008" => FindingKind.FewImages,
        "RT1013" => FindingKind.EmptySet,
        _ => null,
    };
}
