using Retrain.Runtime.Diagnostics;
using Retrain.Training.Diagnostics;

namespace Retrain.Training.Tests.Diagnostics;

public static class CacheDiagnosticsTests
{
    [Fact]
    public static void EachSaysWhatIsWrongAndWhatToDo()
    {
        Diagnostic[] diagnostics =
        [
            CacheDiagnostics.FolderNotCreated("/c", "Access to the path '/c' is denied."),
            CacheDiagnostics.DatabaseUnusable("/c/b.db", "SQLite error 13: database or disk is full"),
            CacheDiagnostics.DatabaseDamaged("/c/b.db", "SQLite error 26: file is not a database", "/c/b.db.damaged-1"),
            CacheDiagnostics.EntriesDamaged("/c/b.db", 3, "bottlenecks"),
            CacheDiagnostics.DatabaseNewer("/c/b.db", 2, 1),
            CacheDiagnostics.TooManyBottlenecks("/photos", 3_000_000, 1000),
        ];

        diagnostics.Select(diagnostic => diagnostic.ToString()).ShouldBe(
        [
            "/c : error RT3001: the bottleneck folder cannot be created (Access to the path '/c' is denied); "
                + "name a writable folder with --bottleneck_dir, or omit the flag to use the default.",
            "/c/b.db : warning RT3002: the bottleneck cache cannot be used (SQLite error 13: database or disk is full), "
                + "so this run continues without it; "
                + "make its folder writable, or name another folder with --bottleneck_dir or RETRAIN_CACHE_DIR.",
            "/c/b.db : warning RT3003: the bottleneck cache is damaged (SQLite error 26: file is not a database), "
                + "so a new one was started and bottlenecks are computed again; "
                + "delete '/c/b.db.damaged-1', and check the disk if this happens again.",
            "/c/b.db : warning RT3004: the cache contained damaged bottlenecks (3), which were removed and are computed again; "
                + "check the disk if this happens again.",
            "/c/b.db : warning RT3005: the bottleneck cache has version 2, but this dotnet-retrain supports only 1, "
                + "so this run continues without it; "
                + "update dotnet-retrain, or name another folder with --bottleneck_dir or RETRAIN_CACHE_DIR.",
            "/photos : error RT3007: 3000000 images with 1000 distorted variants each exceed "
                + "the 2147483647 bottlenecks that a run can hold; lower --distortion_variants or train on fewer images.",
        ]);
    }
}
