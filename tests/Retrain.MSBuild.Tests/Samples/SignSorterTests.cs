using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Retrain.MSBuild.Tests.Infrastructure;
using Retrain.Tests.Infrastructure;

namespace Retrain.MSBuild.Tests.Samples;

/// <summary>The worker SignSorter, as photos arrive in its folder.</summary>
public sealed partial class SignSorterTests(PackedPackages packages)
{
    private const int Interrupt = 2; // SIGINT, which Ctrl-C sends

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SortsWhatArrivesAndGoesOnWhereItEnded()
    {
        using SampleApps apps = await SampleApps.BuiltAsync(packages, "SignSorter");
        Folders folders = new(apps.PathOf("inbox"), apps.PathOf("sorted"));
        byte[] photo = Photo("stop", 1);
        folders.Put("early.jpg", photo); // there before the start
        folders.Put("notes.txt", "no photo"u8.ToArray(), age: TimeSpan.FromHours(1));
        File.Copy(Repository.PathOf("docs/images/report.png"), folders.InInbox("report.png"));

        using (Process worker = await StartAsync(apps, folders))
        {
            await folders.ShouldHaveAsync("stop/early.jpg");
            await folders.ShouldHaveAsync("unreadable/notes.txt");
            await folders.ShouldHaveAsync("unfamiliar/report.png");

            // One that is written slowly is not taken for a broken one; nor is one that has not got its name yet.
            folders.Put("slow.jpg", photo[..(photo.Length / 2)]);
            folders.Put("renamed.jpg.part", photo);
            folders.Put("early.jpg", Photo("stop", 1)); // of a name that is there
            await folders.ShouldHaveAsync("stop/early (2).jpg");
            File.Exists(folders.InInbox("slow.jpg")).ShouldBeTrue();
            File.Exists(folders.InInbox("renamed.jpg.part")).ShouldBeTrue();
            folders.Put("slow.jpg", photo);
            File.Move(folders.InInbox("renamed.jpg.part"), folders.InInbox("renamed.jpg"));
            await folders.ShouldHaveAsync("stop/slow.jpg");
            await folders.ShouldHaveAsync("stop/renamed.jpg");

            await InterruptAsync(worker);
        }

        // A burst, during which it is stopped and started: each photo is there once.
        for (int number = 1; number <= 50; number++)
        {
            folders.Put($"burst{number}.jpg", Photo("roundabout", number));
        }

        using (Process worker = await StartAsync(apps, folders))
        {
            await Task.Delay(500, Token);
            await InterruptAsync(worker);
        }

        using Process last = await StartAsync(apps, folders);
        await folders.ShouldBecomeEmptyAsync();
        await InterruptAsync(last);
        folders.Sorted("burst*").Length.ShouldBe(50);
        folders.Sorted("*").Length.ShouldBe(56);
    }

    private static byte[] Photo(string sign, int number) => File.ReadAllBytes(ServedSignUpload.Image(
        string.Create(CultureInfo.InvariantCulture, $"{sign}/{sign}_{number:000}.jpg")));

    private static async Task<Process> StartAsync(SampleApps apps, Folders folders)
    {
        Process worker = ChildProcess.Start(
            "dotnet",
            [
                apps.PathOf("SignSorter/bin/Debug/net10.0/SignSorter.dll"), "--Inbox", folders.Inbox, "--Sorted", folders.Target,
                "--Interval", "00:00:00.2", "--Patience", "00:02:00",
            ],
            apps.Environment(), apps.PathOf("SignSorter"));
        TaskCompletionSource isStarted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Watching", StringComparison.Ordinal) == true)
            {
                isStarted.TrySetResult();
            }
        };
        worker.BeginOutputReadLine(); // a full pipe would stop it
        worker.BeginErrorReadLine();
        await isStarted.Task.WaitAsync(TimeSpan.FromMinutes(1), Token); // before it, the system itself ends what gets a signal
        return worker;
    }

    private static async Task InterruptAsync(Process worker)
    {
        try
        {
            SendSignal(worker.Id, Interrupt).ShouldBe(0);
            using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
            patience.CancelAfter(TimeSpan.FromMinutes(1));
            await worker.WaitForExitAsync(patience.Token);
            worker.ExitCode.ShouldBe(0);
        }
        finally
        {
            if (!worker.HasExited)
            {
                worker.Kill(entireProcessTree: true);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);

    private sealed class Folders
    {
        public Folders(string inbox, string target)
        {
            (Inbox, Target) = (inbox, target);
            Directory.CreateDirectory(inbox);
            Directory.CreateDirectory(target);
        }

        public string Inbox { get; }

        public string Target { get; }

        public string InInbox(string name) => Path.Combine(Inbox, name);

        public string[] Sorted(string pattern) => Directory.GetFiles(Target, pattern, SearchOption.AllDirectories);

        public void Put(string name, byte[] content, TimeSpan age = default)
        {
            File.WriteAllBytes(InInbox(name), content);
            File.SetLastWriteTimeUtc(InInbox(name), DateTime.UtcNow - age);
        }

        public Task ShouldHaveAsync(string relativePath) => EventuallyAsync(
            () => File.Exists(Path.Combine(Target, relativePath)),
            () => $"{relativePath} is not among {string.Join(", ", Sorted("*"))}");

        public Task ShouldBecomeEmptyAsync() => EventuallyAsync(
            () => Directory.GetFiles(Inbox).Length == 0, () => $"left: {string.Join(", ", Directory.GetFiles(Inbox))}");

        private static async Task EventuallyAsync(Func<bool> isSo, Func<string> problem)
        {
            for (int i = 0; !isSo(); i++)
            {
                i.ShouldBeLessThan(1200, problem()); // a minute
                await Task.Delay(50, Token);
            }
        }
    }
}
