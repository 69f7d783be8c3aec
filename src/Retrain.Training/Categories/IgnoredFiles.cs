using System;
using System.Collections.Generic;

namespace Retrain.Training.Categories;

/// <summary>Files and folders below an image folder that are not the user's photos.</summary>
/// <remarks>Also compiled into Retrain.MSBuild, so it uses no more than .NET Standard 2.0.</remarks>
internal static class IgnoredFiles
{
    /// <summary>The length of the longest name of an ignored file that is not hidden.</summary>
    public const int LongestName = 11;

    /// <summary>The first character of hidden files and folders.</summary>
    public const char HiddenMark = '.';

    // File managers create them for their own use.
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { ".DS_Store", "Thumbs.db", "desktop.ini" };

    // Archives of a Mac, storage servers, Windows and Linux create them, with thumbnails or copies of photos inside.
    private static readonly HashSet<string> SystemFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        "__MACOSX", "@eaDir", "@Recycle", "#recycle", "#snapshot", "$RECYCLE.BIN", "System Volume Information", "lost+found",
    };

    /// <summary>Whether a file is left out without a word.</summary>
    public static bool Contains(string fileName) => Names.Contains(fileName);

    /// <summary>Whether a file is hidden, as those are that a Mac keeps beside each file on other systems' disks.</summary>
    public static bool IsHiddenFile(string fileName) => fileName.Length > 0 && fileName[0] == HiddenMark;

    /// <summary>Whether a folder is hidden, or made by a system for its own use: neither a category nor a part of one.</summary>
    public static bool IsHiddenFolder(string folderName) =>
        IsHiddenFile(folderName) || SystemFolders.Contains(folderName);
}
