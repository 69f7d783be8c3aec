using SignSorter;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddImageClassifier(RoadSignsModel.Load);
builder.Services.Configure<SorterOptions>(builder.Configuration);
builder.Services.AddHostedService<PhotoSorter>();
builder.Build().Run();
